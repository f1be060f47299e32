"""The parts of a DOCX package around its text: content types, relationships, styles, settings and properties.

Names and schemas: ECMA-376, part 1 (WordprocessingML) and part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape, quoteattr  # nosec B406  # writes XML, parses none

from .dossier import clean_lines
from .wordprocessing import RELATIONSHIPS_NAMESPACE

_XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

STATIC_PARTS: dict[str, str] = {
    "[Content_Types].xml": f"""{_XML_DECLARATION}<Types xmlns="{_TYPES_NAMESPACE}">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_CONTENT_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_CONTENT_TYPE}.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_CONTENT_TYPE}.settings+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="{_CONTENT_TYPE}.footnotes+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>""",
    "_rels/.rels": f"""{_XML_DECLARATION}<Relationships xmlns="{_PACKAGE_NAMESPACE}">
<Relationship Id="rId1" Type="{RELATIONSHIPS_NAMESPACE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE_NAMESPACE}/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>""",
    "word/_rels/document.xml.rels": f"""{_XML_DECLARATION}<Relationships xmlns="{_PACKAGE_NAMESPACE}">
<Relationship Id="rId1" Type="{RELATIONSHIPS_NAMESPACE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{RELATIONSHIPS_NAMESPACE}/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="{RELATIONSHIPS_NAMESPACE}/footnotes" Target="footnotes.xml"/>
</Relationships>""",
    "word/settings.xml": f"""{_XML_DECLARATION}<w:settings {_WORD_NAMESPACE}>
<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat>
</w:settings>""",
    "word/styles.xml": f"""{_XML_DECLARATION}<w:styles {_WORD_NAMESPACE}>
<w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:eastAsia="Cambria" w:cs="Times New Roman"/>
<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:after="360"/></w:pPr><w:rPr><w:sz w:val="40"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/>
<w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:sz w:val="30"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>
<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/>
<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:sz w:val="25"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/><w:basedOn w:val="Normal"/>
<w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/>
<w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="2"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>
<w:qFormat/><w:pPr><w:keepLines/><w:ind w:left="567" w:right="567"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Remark"><w:name w:val="Remark"/><w:basedOn w:val="Normal"/>
<w:qFormat/><w:pPr><w:ind w:left="567" w:right="567"/></w:pPr>
<w:rPr><w:i/><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/>
<w:link w:val="FootnoteTextChar"/><w:uiPriority w:val="99"/><w:pPr>
<w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="FootnoteTextChar"><w:name w:val="Footnote Text Char"/>
<w:link w:val="FootnoteText"/><w:uiPriority w:val="99"/><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:uiPriority w:val="99"/>
<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>
<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>
</w:styles>""",
}


def core_properties_part(title: str, day: date) -> str:
    """Return the part that holds the document's title and date."""
    stamp = f"{day.isoformat()}T00:00:00Z"
    return f"""{_XML_DECLARATION}<cp:coreProperties
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(" ".join(clean_lines(title)))}</dc:title>
<dc:creator>Rapporteur</dc:creator>
<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>"""


def footnote_links_part(links: Iterable[str]) -> str:
    """Return the relationships part of the footnotes' hyperlinks; `rId1` is the first link."""
    rows = "".join(
        f'\n<Relationship Id="rId{number}" Type="{RELATIONSHIPS_NAMESPACE}/hyperlink" '
        f'Target={quoteattr(link)} TargetMode="External"/>'
        for number, link in enumerate(links, 1)
    )
    return f'{_XML_DECLARATION}<Relationships xmlns="{_PACKAGE_NAMESPACE}">{rows}\n</Relationships>'
