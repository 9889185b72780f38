//! What can be found, and how it is told.

use std::fmt;

use entity::event;
use uuid::Uuid;

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The event's content is not what was hashed.
    Edited(Place),
    /// The log names an event that is no more.
    Removed {
        /// Its position in the log.
        position: i64,
        /// Its row.
        event_id: i64,
    },
    /// Changes of a subject have no event any more.
    Missing {
        /// The noun.
        noun: String,
        /// Its identity.
        subject: Uuid,
        /// The first change without its event.
        from: i64,
        /// The last one.
        to: i64,
    },
    /// The event does not follow the one before it.
    Unlinked(Place),
    /// The log's heads or positions do not follow one another: an entry was removed, reordered or edited.
    LogBroken {
        /// The position that does not follow.
        position: i64,
        /// The event that stands there.
        event: Option<Place>,
    },
    /// An event is marked as sealed but stands nowhere in the log.
    Unlogged(Place),
    /// A checkpoint is not signed by the registry's key.
    BadSignature {
        /// The checkpoint's size.
        size: i64,
        /// Whether it was kept outside the database.
        outside: bool,
    },
    /// The log is shorter than a checkpoint says: its tail was cut off.
    Truncated {
        /// How long the checkpoint says it was.
        expected: i64,
        /// How long it is.
        found: i64,
    },
    /// The log has another head than a checkpoint says: it was rewritten.
    Rewritten {
        /// The checkpoint's size.
        size: i64,
    },
    /// A row is not what its event says.
    RowChanged {
        /// The noun.
        noun: &'static str,
        /// Its identity.
        subject: Uuid,
    },
    /// Events tell of a subject that has no row.
    RowRemoved {
        /// The noun.
        noun: String,
        /// Its identity.
        subject: Uuid,
    },
}

/// Which event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The row.
    pub event_id: i64,
    /// What it is called.
    pub name: String,
    /// The noun it happened to.
    pub noun: String,
    /// The subject.
    pub subject: Uuid,
    /// The subject's version after it.
    pub version: i64,
}

impl From<&event::Model> for Place {
    fn from(row: &event::Model) -> Self {
        Self {
            event_id: row.id,
            name: row.name.clone(),
            noun: row.noun.clone(),
            subject: row.subject_id,
            version: row.version,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edited(place) => write!(f, "edited: {place}"),
            Self::Removed { position, event_id } => {
                write!(
                    f,
                    "removed: event {event_id}, position {position} of the log"
                )
            }
            Self::Missing {
                noun,
                subject,
                from,
                to,
            } if from == to => write!(f, "missing: the event of change {from} of {noun} {subject}"),
            Self::Missing {
                noun,
                subject,
                from,
                to,
            } => write!(
                f,
                "missing: the events of changes {from} to {to} of {noun} {subject}"
            ),
            Self::Unlinked(place) => write!(f, "not linked to the event before: {place}"),
            Self::LogBroken { position, event } => {
                write!(
                    f,
                    "removed, reordered or edited: position {position} of the log"
                )?;
                event
                    .as_ref()
                    .map_or(Ok(()), |event| write!(f, ", {event}"))
            }
            Self::Unlogged(place) => write!(f, "sealed but not in the log: {place}"),
            Self::BadSignature { size, outside } => {
                let place = if *outside { " kept outside" } else { "" };
                write!(
                    f,
                    "not signed by this registry: the checkpoint of size {size}{place}"
                )
            }
            Self::Truncated { expected, found } => write!(
                f,
                "cut off: the log holds {found} events, a checkpoint says {expected}"
            ),
            Self::Rewritten { size } => write!(
                f,
                "rewritten: the log differs from the checkpoint of size {size}"
            ),
            Self::RowChanged { noun, subject } => {
                write!(f, "changed without an event: {noun} {subject}")
            }
            Self::RowRemoved { noun, subject } => {
                write!(f, "its row is gone: {noun} {subject}")
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            event_id,
            name,
            noun,
            subject,
            version,
        } = self;
        write!(
            f,
            "event {event_id} ({name}), change {version} of {noun} {subject}"
        )
    }
}
