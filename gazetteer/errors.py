"""The errors of the gazetteer.

UsageError
├── DamagedData        a data file that came with the program is not what it was
├── NoGazetteer        there is no built gazetteer file yet
├── StaleGazetteer     the built file was made from other data or by another version
├── DamagedGazetteer   the built file cannot be read
├── DamagedOffice      the file with the office's own places cannot be read
├── BadSource          a file to import cannot be used as it is
└── NoAnswer           a provider on the network gave no usable answer
"""

from geo.errors import UsageError


class DamagedData(UsageError):
    """A data file that came with the program is not what it was."""


class NoGazetteer(UsageError):
    """There is no built gazetteer file yet."""


class StaleGazetteer(UsageError):
    """The built file was made from other data or by another version."""


class DamagedGazetteer(UsageError):
    """The built file cannot be read."""


class DamagedOffice(UsageError):
    """The file with the office's own places cannot be read."""


class BadSource(UsageError):
    """A file to import cannot be used as it is."""


class NoAnswer(UsageError):
    """A provider on the network gave no usable answer."""
