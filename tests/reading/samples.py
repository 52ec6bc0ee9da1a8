"""One sound article in every format that is read: what other tests bend, break and pack."""

from __future__ import annotations

import io
import json

TITLE = "Ferry runs again across the gorge"
FIRST = "The ferry ran again on Sunday, two hours late, with forty people aboard."
SECOND = "The bridge beside it has been shut since March, and the mayor said on Saturday that it would not open this year."
THIRD = "Repairs were promised last winter, when ice broke two of its piers, but nobody had come by Friday evening."
PROSE = "\n\n".join((FIRST, SECOND, THIRD))
DAY = "2016-12-11"

TEXT = f"{TITLE}\n\n11 December 2016\nBy Jane Doe\n\nAMMAN (Gorge Wire) - {PROSE}\n"
YAML = f"---\ntitle: {TITLE}\ndate: {DAY}\nauthor: Jane Doe\n---\n{PROSE}\n"
TOML = f'+++\ntitle = "{TITLE}"\ndate = {DAY}\n+++\n{PROSE}\n'
PELICAN = f"Title: {TITLE}\nDate: {DAY}\nAuthor: Jane Doe\n\n{PROSE}\n"
RECORD = json.dumps({"id": "r1", "date": DAY, "title": TITLE, "text": PROSE})
FEED_JSON = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "f1", "date_published": f"{DAY}T20:54:00Z", "title": TITLE, "content_text": PROSE}]})  # fmt: skip
NINJS = json.dumps({"uri": "tag:gorge.example,2016:1", "version": "2", "pubstatus": "usable", "versioncreated": f"{DAY}T20:54:00+02:00", "headlines": [{"role": "main", "value": TITLE}], "infosources": [{"name": "Gorge Wire"}], "bodies": [{"contenttype": "text/plain", "value": PROSE}]})  # fmt: skip
HTML = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Gorge Courier</title>
<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "datePublished": f"{DAY}T20:54:00+02:00"})}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article></body></html>"""  # fmt: skip
NITF = f"""<?xml version="1.0" encoding="UTF-8"?><nitf><head><title>x</title><docdata><doc-id id-string="n1"/><date.issue norm="20161211T205400+0200"/></docdata>
<pubdata name="Gorge Courier"/></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By Jane Doe</byline><dateline><location>AMMAN</location></dateline></body.head>
<body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>"""  # fmt: skip
NEWSML = f"""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:gorge.example:1" version="3" standard="NewsML-G2">
<rightsInfo><copyrightHolder><name>Gorge Wire</name></copyrightHolder><usageTerms>Subscribers only</usageTerms></rightsInfo>
<itemMeta><provider><name>Gorge Wire</name></provider><versionCreated>2016-12-11T21:10:00+02:00</versionCreated><firstCreated>2016-12-11T20:54:00+02:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><by>Jane Doe</by><headline>{TITLE}</headline><located><name>Amman</name></located><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{FIRST}</p><p>{SECOND}</p></body></html></inlineXML></contentSet></newsItem>"""  # fmt: skip
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Gorge Wire</title><id>tag:f</id><updated>2016-12-12T00:00:00Z</updated>
<entry><title>{TITLE}</title><id>tag:gorge.example,2016:e1</id><published>{DAY}T20:54:00Z</published><updated>2016-12-12T00:00:00Z</updated>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>"""  # fmt: skip
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gorge Wire</title>
<item><title>{TITLE}</title><link>https://gorge.example/2016/ferry</link><pubDate>Sun, 11 Dec 2016 20:54:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded></item></channel></rss>"""  # fmt: skip
MAIL = f"From: Jane Doe <jane@gorge.example>\nSubject: {TITLE}\nDate: Sun, 11 Dec 2016 20:54:00 +0200\n\n{PROSE}\n"
SAVED = f"From: <Saved by Blink>\nDate: Wed, 3 Apr 2019 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=M\n\n--M\nContent-Type: text/html\n\n{HTML}\n--M--\n"

SAMPLES: dict[str, bytes] = {
    "a.txt": TEXT.encode(),
    "yaml.md": YAML.encode(),
    "toml.md": TOML.encode(),
    "pelican.md": PELICAN.encode(),
    "plain.md": TEXT.encode(),
    "lines.jsonl": RECORD.encode(),
    "table.csv": f'date,title,text\n{DAY},{TITLE},"{PROSE}"\n'.encode(),
    "one.json": RECORD.encode(),
    "list.json": f"[{RECORD}]".encode(),
    "feed.json": FEED_JSON.encode(),
    "item.ninjs.json": NINJS.encode(),
    "page.html": HTML.encode(),
    "story.nitf": NITF.encode(),
    "item.xml": NEWSML.encode(),
    "feed.atom": ATOM.encode(),
    "feed.rss": RSS.encode(),
    "mail.eml": MAIL.encode(),
    "page.mht": SAVED.encode(),
}


def docx() -> bytes:
    """A Word document, made by the library that reads them."""
    import docx as library

    document = library.Document()
    document.add_heading(TITLE, level=1)
    for line in ("11 December 2016", "By Jane Doe", FIRST, SECOND, THIRD):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF of lines of text, written by hand: what a scanner's text layer comes to."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = b" T* ".join(
            b"(" + line.replace("(", "\\(").replace(")", "\\)").encode("latin-1") + b") Tj" for line in lines
        )
        content = b"BT /F1 10 Tf 14 TL 50 780 Td " + shown + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(b"%d 0 R" % kid for kid in kids),
        len(kids),
    )
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
