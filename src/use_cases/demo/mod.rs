//! The sample registry of a demonstration.

mod people;

use std::path::PathBuf;

use serde::Serialize;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Grant, Role};
use crate::error::Error;
use crate::store::{accounts, passwords};
use crate::use_cases::account::open::OpenAccount;
use crate::use_cases::perform;

/// The password of all sample accounts; a demonstration listens on a loopback address only.
const PASSWORD: &str = "parvaneh-demo";

/// Where the sample accounts that belong to a province are: Tehran.
const PROVINCE: &str = "IR-23";

/// An account of the demonstration, for whoever tries it.
#[derive(Clone, Debug, Serialize)]
pub struct SampleAccount {
    /// The name to sign in with.
    pub login: String,
    /// The password.
    pub password: &'static str,
    /// The role.
    pub role: &'static str,
    /// The province by its ISO code; nothing for roles of the centre.
    pub province: Option<&'static str>,
}

/// Fills a demonstration that is still empty, and tells its sample accounts.
pub async fn load(context: &Context) -> Result<Vec<SampleAccount>, Error> {
    let samples: Vec<_> = Role::ALL.into_iter().map(SampleAccount::of).collect();
    if !accounts::any(context.database()).await? {
        open_accounts(context).await?;
    }
    write_file(context, &samples).await?;
    Ok(samples)
}

/// The file that tells the sample accounts.
pub fn accounts_file(context: &Context) -> PathBuf {
    context.settings().folder.join("demo-accounts.json")
}

impl SampleAccount {
    fn of(role: Role) -> Self {
        let central = matches!(
            role,
            Role::Operator
                | Role::CentralOfficer
                | Role::DecreeRegistrar
                | Role::Police
                | Role::Auditor
                | Role::Administrator
        );
        Self {
            login: role.name().replace('_', "-"),
            password: PASSWORD,
            role: role.name(),
            province: (!central).then_some(PROVINCE),
        }
    }
}

async fn open_accounts(context: &Context) -> Result<(), Error> {
    let password = passwords::hash(PASSWORD.to_owned()).await?;
    for role in Role::ALL {
        let sample = SampleAccount::of(role);
        let of_the_demonstration = |_| Error::corrupt("sample account", "it cannot be read");
        let province = sample.province.map(str::parse).transpose();
        let command = OpenAccount {
            login: sample.login.parse().map_err(of_the_demonstration)?,
            name: "کاربر نمونه".parse().map_err(of_the_demonstration)?,
            grants: vec![Grant {
                role,
                province: province.map_err(of_the_demonstration)?,
            }],
            password: password.clone(),
        };
        perform(context, &Actor::Host, &command, None).await?;
    }
    Ok(())
}

async fn write_file(context: &Context, samples: &[SampleAccount]) -> Result<(), Error> {
    let doing = "writing the sample accounts";
    let text =
        serde_json::to_string_pretty(samples).map_err(|error| Error::internal(doing, error))?;
    tokio::fs::write(accounts_file(context), text + "\n")
        .await
        .map_err(|error| Error::internal(doing, error))
}
