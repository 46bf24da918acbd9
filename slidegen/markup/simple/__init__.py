"""A short way for slides of plain prose: the HTML that the whole grammar would give, for a tenth of its time.

Most slides hold headings, paragraphs, short lists, code, pictures, links and formulas, each in its usual form, with a
blank line between them. Their HTML is written down at once. Whatever might mean anything else is left to the grammar:
a text is either simple from end to end or it is not.
"""

from slidegen.markup.simple.blocks import html_of

__all__ = ["html_of"]
