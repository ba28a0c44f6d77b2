"""Turn a typed resume code and the address it came from into an assessment, or into a time to wait."""

from rely.services.assessments import Started, find_by_code
from rely.services.codes import read_code
from rely.services.limits import WRONG_CODES, count_use, network_of, refuse_where_used_up
from rely.services.site import Site


def try_code(site: Site, typed: str, *, address: str) -> Started | None:
    """The assessment of a resume code typed at this IP address; None when it opens nothing, which counts.

    What cannot be a code is no guess and does not count. A code that opens something is refused only where its
    own network has tried too many, and takes nothing back. Raises TooManyAttempts.
    """
    if read_code(typed) is None:
        return None
    network = network_of(address)
    refuse_where_used_up(site, WRONG_CODES, network)
    found = find_by_code(site, typed)
    if found is None:
        count_use(site, (WRONG_CODES, network))
    return found
