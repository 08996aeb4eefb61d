"""A strict reader of HTML: every tag is closed in its order, every attribute is quoted, every id is there once."""
import html.parser

from harness import expect

VOID = {"meta", "input", "br", "hr", "img", "link", "rect"}


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.texts, self.ids = [], [], [], []
        self.raw = {"script": [], "style": []}
        self.feed(text)
        self.close()
        expect(not self.open, f"never closed: {self.open}")
        expect(len(self.ids) == len(set(self.ids)), f"ids twice: {sorted(i for i in self.ids if self.ids.count(i) > 1)}")

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        expect(len(attrs) == len(dict(attrs)), f"<{tag}> has an attribute twice: {attrs}")
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        expect(self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}")
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] in self.raw:
            self.raw[self.open[-1]].append(data)
        elif data.strip():
            self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]
