//! A database that refuses one write, for tests of what is left when a process breaks off there.

use super::Registry;

/// A fault that is built into the database of a registry: triggers count its writes down.
pub(crate) struct Fault<'a> {
    registry: &'a Registry,
}

impl<'a> Fault<'a> {
    /// Lets the database count the writes to some tables down, and refuse the one at which the count is
    /// at zero. A refused transaction takes its own counting back.
    pub(crate) async fn arm(registry: &'a Registry, tables: &[&str]) -> Self {
        let sqlite = registry
            .context
            .settings()
            .database_url
            .starts_with("sqlite");
        registry
            .tamper("CREATE TABLE fault (remaining INTEGER NOT NULL)")
            .await;
        registry.tamper("INSERT INTO fault VALUES (-1)").await;
        if !sqlite {
            registry.tamper(COUNT_DOWN).await;
        }
        for table in tables {
            for act in ["INSERT", "UPDATE"] {
                let name = format!("fault_{table}_{act}");
                let trigger = if sqlite {
                    format!(
                        "CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN \
                         UPDATE fault SET remaining = remaining - 1; \
                         SELECT RAISE(ABORT, 'a write failed') FROM fault WHERE remaining = 0; END"
                    )
                } else {
                    format!(
                        "CREATE TRIGGER {name} BEFORE {act} ON {table} \
                         FOR EACH ROW EXECUTE FUNCTION count_down()"
                    )
                };
                registry.tamper(&trigger).await;
            }
        }
        Self { registry }
    }

    /// From here on the write with this number fails; with 0 none does.
    pub(crate) async fn at(&self, write: u32) {
        let set = format!("UPDATE fault SET remaining = {}", i64::from(write));
        self.registry.tamper(&set).await;
    }
}

const COUNT_DOWN: &str = "CREATE FUNCTION count_down() RETURNS trigger AS $$ \
    DECLARE left_over integer; BEGIN \
    UPDATE fault SET remaining = remaining - 1 RETURNING remaining INTO left_over; \
    IF left_over = 0 THEN RAISE EXCEPTION 'a write failed'; END IF; \
    RETURN NEW; END $$ LANGUAGE plpgsql";
