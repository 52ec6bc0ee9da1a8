"""The local servers: ``serve`` (the site, live) and ``review`` (one decision at a time).

Nothing here reads a file because a request names it: a request is answered from the pages that are in memory, or not at
all. So there is no path to escape from. What may reach the servers at all is in :mod:`timeline.preview.guard`.
"""
