//! The settings of `parvaneh serve` and the other commands, from arguments or the environment.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;

use chrono::TimeDelta;
use clap::Args;

/// Where the registry lives and how it serves. Every setting has a default that suits one machine.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// The database: `sqlite://path` or `postgres://user:password@host/name`.
    #[arg(
        long,
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite://var/parvaneh.db"
    )]
    pub database_url: String,

    /// How many connections are kept at most: all of them on PostgreSQL, the reading ones on SQLite.
    #[arg(long, env = "PARVANEH_DATABASE_POOL", default_value_t = 8)]
    pub database_pool: u32,

    /// The address and port to listen on. A demo registry listens on loopback only.
    #[arg(long, env = "PARVANEH_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The address that people reach the registry under; certificates and their QR codes carry it. It
    /// follows the address to listen on where it is not given.
    #[arg(long, env = "PARVANEH_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// The folder for documents, published lists, keys and checkpoints.
    #[arg(long, env = "PARVANEH_FOLDER", default_value = "var")]
    pub folder: PathBuf,

    /// How many hours a bearer token lives.
    #[arg(long, env = "PARVANEH_TOKEN_HOURS", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=720))]
    pub token_hours: u16,

    /// How many hours the answer to a request with an idempotency key is kept, so that the same request
    /// can come again. It may hold personal data, so it is kept no longer than clients try.
    #[arg(long, env = "PARVANEH_ANSWER_HOURS", default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=168))]
    pub answer_hours: u16,

    /// How many connections are open at most; further ones wait.
    #[arg(long, env = "PARVANEH_CONNECTIONS", default_value_t = 1024)]
    pub connections: usize,

    /// How many seconds a request may take; the upload of a document has at least five minutes.
    #[arg(long, env = "PARVANEH_REQUEST_SECONDS", default_value_t = 30)]
    pub request_seconds: u64,

    /// How many seconds open requests may take to finish after SIGTERM.
    #[arg(long, env = "PARVANEH_DRAIN_SECONDS", default_value_t = 20)]
    pub drain_seconds: u64,

    /// How many sign-ups, sign-ins and complaints one address may try in a minute, and besides how often it
    /// may open complaints by their secret.
    #[arg(long, env = "PARVANEH_SIGN_INS_PER_MINUTE", default_value = "60")]
    pub sign_ins_per_minute: NonZeroU32,
}

impl Settings {
    /// The address that people reach the registry under.
    pub fn public_address(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| {
            let mut reached = self.listen;
            // Nobody can go to the address that stands for all of a machine's.
            match reached.ip() {
                IpAddr::V4(ip) if ip.is_unspecified() => reached.set_ip(Ipv4Addr::LOCALHOST.into()),
                IpAddr::V6(ip) if ip.is_unspecified() => reached.set_ip(Ipv6Addr::LOCALHOST.into()),
                _ => {}
            }
            format!("http://{reached}")
        })
    }

    /// How long a bearer token lives.
    pub fn token_life(&self) -> TimeDelta {
        TimeDelta::hours(i64::from(self.token_hours))
    }

    /// How long the answer to a request that may come again is kept.
    pub fn answer_life(&self) -> TimeDelta {
        TimeDelta::hours(i64::from(self.answer_hours))
    }

    /// The registry's signing key.
    pub fn key_file(&self) -> PathBuf {
        self.folder.join("keys/registry.key")
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Arguments {
        #[command(flatten)]
        settings: Settings,
    }

    #[test]
    fn the_public_address_follows_the_one_to_listen_on_until_it_is_given() {
        let own = "https://parvaneh.example";
        let cases = [
            (vec!["--listen", "127.0.0.1:9090"], "http://127.0.0.1:9090"),
            (vec!["--listen", "0.0.0.0:80"], "http://127.0.0.1:80"),
            (vec!["--listen", "[::]:9090"], "http://[::1]:9090"),
            (vec!["--listen", "127.0.0.1:9090", "--public-url", own], own),
        ];
        for (given, expected) in cases {
            let arguments = std::iter::once("parvaneh").chain(given);
            let settings = Arguments::parse_from(arguments).settings;
            assert_eq!(settings.public_address(), expected);
        }
    }
}
