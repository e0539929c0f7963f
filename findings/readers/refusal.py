"""Why a reader will not read: the reason and the way out, without the file's name, which the dispatcher adds."""


class Refusal(Exception):
    """Raised by a single reader; `read_texts` turns it into an `UnreadableDocument` that names the file."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def damaged(what_zh: str, what_en: str) -> Refusal:
    """The sentence for a file that claims a format and does not keep to it."""
    return Refusal(
        f"{what_zh}已损坏，无法读取；请用原软件打开后另存一份再试",
        f"the {what_en} is damaged; open it in the program that made it, save it again, and retry",
    )
