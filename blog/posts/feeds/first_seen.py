"""Since when a document has been as it is, for its Last-Modified (RFC 9110, section 8.8.2).

A feed changes by more than its posts' dates tell: a post taken back, an author renamed, a
scheduled post appearing. What is certain is when this process first saw the present content.
"""

import hashlib
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

ONE_SECOND = timedelta(seconds=1)  # the grain of HTTP's dates


class FirstSeen:
    """Remembers for each document its content's digest and when that was first seen.

    After a restart, and in another process, the same content has another date; a client that
    asks by date only is then answered in full, never wrongly by 304.
    """

    def __init__(self, limit: int = 1000) -> None:
        """
        Args:
            limit: how many documents are remembered; the least recently asked for is forgotten.
        """
        self._limit = limit
        self._seen: OrderedDict[str, tuple[bytes, datetime]] = OrderedDict()
        self._lock = Lock()

    def since(self, name: str, content: bytes, now: datetime) -> datetime:
        """Return since when the document `name` has had this content, to the second."""
        digest = hashlib.sha256(content).digest()
        with self._lock:
            known, since = self._seen.pop(name, (b"", datetime.min.replace(tzinfo=now.tzinfo)))
            if known != digest:
                # Later than the one before even within the same second.
                since = max(now.replace(microsecond=0), since + ONE_SECOND)
            self._seen[name] = (digest, since)
            if len(self._seen) > self._limit:
                self._seen.popitem(last=False)
            return since
