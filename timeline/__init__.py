"""Timeline: from articles to a reviewed, explained chronology, published as a static site.

The stages, each a plain function from one frozen value to the next, are drawn in ``docs/architecture.md``;
:mod:`timeline.build` is the only place where they meet. The temporal engine is usable by itself::

    from timeline.temporal import tag
"""

__version__ = "0.1.0"
