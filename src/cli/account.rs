use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::domain::kernel::province::Province;
use parvaneh::domain::kernel::text::Name;
use parvaneh::domain::placement::access::{Actor, Grant, Role};
use parvaneh::domain::placement::account::Login;
use parvaneh::use_cases::account::open::OpenAccount;
use parvaneh::use_cases::account::passwords;
use parvaneh::use_cases::{opening, perform};

use super::Outcome;

/// Accounts.
#[derive(Subcommand)]
pub(crate) enum Account {
    Create(Create),
}

/// Open an account, for example that of the first administrator.
///
/// The password comes from the file, or else from `PARVANEH_PASSWORD`, or else one is made up and
/// printed this once.
#[derive(Args)]
pub(crate) struct Create {
    /// The name to sign in with.
    #[arg(long)]
    login: Login,
    /// The person's name.
    #[arg(long)]
    name: Name,
    /// What the person may be, for example `administrator`; may be given several times.
    #[arg(long, required = true, value_parser = role)]
    role: Vec<Role>,
    /// The province that the roles are bound to, by its ISO code; nothing for roles of the centre.
    #[arg(long)]
    province: Option<Province>,
    /// A file whose first line is the password.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

impl Account {
    pub(crate) async fn run(self) -> Outcome {
        match self {
            Self::Create(create) => create.run().await,
        }
    }
}

impl Create {
    async fn run(self) -> Outcome {
        let (password, made_up) = match self.given_password()? {
            Some(password) => (password, false),
            None => (passwords::make_up(), true),
        };
        passwords::check(&password).map_err(|reason| reason.en)?;
        let command = OpenAccount {
            login: self.login.clone(),
            name: self.name,
            grants: self
                .role
                .into_iter()
                .map(|role| Grant::of(role, self.province))
                .collect(),
            password: passwords::hash(password.clone()).await?,
        };
        let context = opening::open_any(self.settings, Clock::world(0)).await?;
        perform(&context, &Actor::Host, &command, None).await?;
        let mut out = std::io::stdout();
        writeln!(out, "account {}", self.login.as_str())?;
        if made_up {
            writeln!(out, "password {password}")?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn given_password(&self) -> Result<Option<String>, Box<dyn std::error::Error>> {
        if let Some(file) = &self.password_file {
            let text = std::fs::read_to_string(file)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            return Ok(Some(text.lines().next().unwrap_or_default().to_owned()));
        }
        match std::env::var("PARVANEH_PASSWORD") {
            Ok(password) => Ok(Some(password)),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(_) => Err("PARVANEH_PASSWORD is not text in UTF-8".into()),
        }
    }
}

fn role(name: &str) -> Result<Role, String> {
    let named = Role::ALL.into_iter().find(|role| role.name() == name);
    named.ok_or_else(|| format!("one of {}", Role::ALL.map(Role::name).join(", ")))
}
