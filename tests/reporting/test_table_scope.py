from typing import Any

from rely.reporting.table_scope import add_scopes


class Element(dict[str, Any]):
    """A dictionary object of a PDF, as pydyf has them."""

    def __init__(self, number: int, tag: str, parent: int, *kids: int) -> None:
        super().__init__(Type="/StructElem", S=tag, P=reference(parent), K=[reference(kid) for kid in kids], A={})
        self.reference = reference(number)


def reference(number: int) -> bytes:
    return f"{number} 0 R".encode()


class Document:
    def __init__(self, *objects: Element) -> None:
        self.objects: list[Any] = [object(), {"Type": "/Font"}, *objects]


def test_a_header_in_the_head_or_behind_the_first_cell_heads_a_column_and_the_others_a_row() -> None:
    table = Element(1, "/Table", 0, 2, 3)
    head, body = Element(2, "/THead", 1, 4), Element(3, "/TBody", 1, 5)
    in_head, in_body = Element(4, "/TR", 2, 6, 7), Element(5, "/TR", 3, 8, 9, 10)
    cells = [
        Element(6, "/TH", 4),
        Element(7, "/TH", 4),
        Element(8, "/TH", 5),
        Element(9, "/TH", 5),
        Element(10, "/TD", 5),
    ]
    add_scopes(Document(table, head, body, in_head, in_body, *cells))
    assert [cell["A"].get("Scope") for cell in cells] == ["/Column", "/Column", "/Row", "/Column", None]
