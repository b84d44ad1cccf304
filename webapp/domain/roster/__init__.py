"""The roster: who graduates, who was photographed on campus. Read from a file, compared, then written.

`columns` finds the header, `table` and its two readers open the file, `values`, `texts` and `identity` judge
the cells, `reading` puts the entries together, `comparing` holds them against the database, `importing`
writes. `photos` takes in the admission photos.
"""

from webapp.domain.roster.importing import ImportResult, import_roster
from webapp.domain.roster.problems import Problem, RosterFileError
from webapp.domain.roster.reading import Entry, Roster, read_roster

__all__ = [
    "Entry",
    "ImportResult",
    "Problem",
    "Roster",
    "RosterFileError",
    "import_roster",
    "read_roster",
]
