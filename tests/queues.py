"""Give a test a queue that does nothing by itself: it remembers what was handed over."""

import uuid

from rely.services.jobs import QueueUnreachable


class KeptQueue:
    """A queue whose worker is the test; `is_down` makes it unreachable."""

    def __init__(self) -> None:
        self.ids: list[uuid.UUID] = []
        self.is_down = False

    def put(self, job_id: uuid.UUID) -> None:
        """Remember what was handed over."""
        if self.is_down:
            raise QueueUnreachable("down")
        self.ids.append(job_id)

    def answers(self) -> bool:
        """Whether it can be reached."""
        return not self.is_down
