//! Printing a ruling: the same ruling gives the same file.

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::digits;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::boards::Seat;
use crate::domain::placement::case::{Case, Charge};
use crate::domain::placement::directives::{PlacementDirective, PlacementDirectives};
use crate::domain::placement::ruling::{
    AmendmentKind, Content, Finding, Issue, Matching, Ruling, VoteRecord,
};
use crate::domain::placement::session::{LegalBasis, Session, SessionState};
use crate::domain::placement::violation::Head;
use crate::error::Error;
use crate::print::ruling::{ChargeText, RulingPrint, render};
use crate::store::credentials::rulings::{address, signed_address};
use crate::store::{Connected, access_log, aggregates, appointments, directives};
use crate::use_cases::{Acting, Command, perform, press};

/// A ruling that is ready to be printed.
#[derive(Clone, Debug)]
pub struct Sheet(RulingPrint);

/// Prepares the print of an issued ruling for whoever may see it, once it is written down that it
/// was read.
pub async fn prepare(context: &Context, actor: &Actor, id: Uuid) -> Result<Sheet, Error> {
    perform(context, actor, &ReadRuling { id }, None).await?;
    let at = context.database();
    let ruling = visible(at, actor, id).await?.value;
    let case = aggregates::get::<Case>(at, ruling.case()).await?.value;
    let issue = ruling.require_issued()?;
    let session = aggregates::get::<Session>(at, issue.vote.session).await?;
    let members = members(at, &session.value, &issue.vote).await?;
    let directives = directives::book(at).await?;
    let paper = Paper {
        context,
        ruling: &ruling,
        issue,
        case: &case,
        members: &members,
        directives: &directives,
    };
    Ok(Sheet(paper.print()))
}

#[derive(Debug, Serialize)]
struct ReadRuling {
    id: Uuid,
}

impl Command for ReadRuling {
    const OPERATION: &'static str = "downloadRuling";
    const PERMISSION: Option<Permission> = Some(Permission::ReadCases);
    type Output = ();

    async fn perform(&self, acting: Acting<'_>) -> Result<(), Error> {
        let ruling = visible(acting.work, acting.actor, self.id).await?;
        ruling.value.require_issued()?;
        access_log::append(acting.work, Ruling::NOUN, self.id, "ruling").await
    }
}

impl Sheet {
    /// The text of everything that the file depends on.
    pub fn content(&self) -> String {
        format!("{} {:?}", env!("CARGO_PKG_VERSION"), self.0)
    }

    /// The name under which the file is saved.
    pub fn file_name(&self) -> String {
        format!("ruling-{}.pdf", self.0.number)
    }

    /// Prints the file.
    pub async fn print(self) -> Result<Vec<u8>, Error> {
        press::print(move || render(&self.0)).await
    }
}

/// Who sat on the seats that were present at the vote; members who left later are known by decree.
async fn members(
    at: &impl Connected,
    session: &Session,
    vote: &VoteRecord,
) -> Result<BTreeMap<Seat, String>, Error> {
    let decrees = appointments::in_force(at, session.board(), vote.decided_on).await?;
    let mut members: BTreeMap<Seat, String> = decrees
        .iter()
        .map(|it| it.value.decree())
        .map(|decree| (decree.seat, decree.person.to_string()))
        .collect();
    if let SessionState::Open(sitting) | SessionState::Closed { sitting, .. } =
        session.session_state()
    {
        let sat = sitting.present.iter();
        members.extend(sat.map(|(seat, it)| (*seat, it.person.to_string())));
    }
    Ok(members)
}

/// Everything that a print is made of.
struct Paper<'a> {
    context: &'a Context,
    ruling: &'a Ruling,
    issue: &'a Issue,
    case: &'a Case,
    members: &'a BTreeMap<Seat, String>,
    directives: &'a PlacementDirectives,
}

impl Paper<'_> {
    fn print(&self) -> RulingPrint {
        let (ruling, issue) = (self.ruling, self.issue);
        let respondent = ruling.respondent();
        let province = respondent.province.name_fa();
        let public_url = self.context.settings().public_address();
        RulingPrint {
            number: issue.number.to_string(),
            demo: issue.number.is_demo(),
            province: province.to_owned(),
            scope: respondent.scope().name_fa().to_owned(),
            issued_on: issue.on,
            case_number: self.case.number().to_string(),
            agency: respondent.agency.to_string(),
            kind: respondent.kind.persian().to_owned(),
            licence_number: respondent.number.to_string(),
            session_on: issue.vote.decided_on,
            quorum: self.quorum(),
            seats: self.seats(),
            charges: self.case.charges().iter().map(charge).collect(),
            defence: self.defence(),
            reasons: reasons(ruling.content()),
            legal_basis: self.legal_basis(),
            decision: self.decision(),
            explanations: self.explanations(),
            signer_title: format!("مدیرکل تعاون، کار و رفاه اجتماعی استان {province} و رئیس هیئت"),
            signer_name: issue.signature.person.to_string(),
            signed_on: issue.signature.on,
            verification_url: address(&public_url, &issue.number),
            qr_payload: signed_address(self.context.keys(), &public_url, ruling, issue),
            created_at: press::noon_in_tehran(issue.on),
        }
    }

    fn quorum(&self) -> String {
        let tally = &self.issue.vote.tally;
        digits::to_persian(&format!(
            "{} عضو از {} عضو حاضر بودند؛ حد نصاب {} عضو است.",
            tally.present.len(),
            tally.entitled.len(),
            tally.quorum_needed
        ))
    }

    fn seats(&self) -> Vec<(String, String)> {
        let tally = &self.issue.vote.tally;
        let seats = tally.present.iter().map(|seat| {
            let name = self.members.get(seat).map_or("", String::as_str);
            let person = if tally.recused.contains(seat) {
                format!("{name}، بی رأی به سبب تعارض منافع")
            } else {
                name.to_owned()
            };
            (seat.name_fa().to_owned(), person)
        });
        seats.collect()
    }

    fn defence(&self) -> Vec<(String, String)> {
        let written = self.case.defences().iter().map(|defence| {
            let what = format!("دفاعیه کتبی مورخ {}", persian(defence.received_on));
            (what, defence.text.to_string())
        });
        let mut defence: Vec<_> = written.collect();
        if defence.is_empty() {
            let none = "کاریابی در مهلت مقرر و پس از آن دفاعیه کتبی نداد.";
            defence.push(("دفاعیه کتبی".to_owned(), none.to_owned()));
        }
        defence.extend(self.case.hearing().map(|hearing| {
            let presence = if hearing.attended {
                "با حضور مدیر کاریابی یا نماینده او"
            } else {
                "بدون حضور مدیر کاریابی یا نماینده او"
            };
            let day = persian(hearing.on);
            (
                format!("در جلسه رسیدگی {day}، {presence}"),
                hearing.record.to_string(),
            )
        }));
        defence
    }

    fn legal_basis(&self) -> Vec<String> {
        let content = self.ruling.content();
        let mut basis: Vec<_> = content
            .legal_basis
            .iter()
            .map(|it| self.basis(it))
            .collect();
        if let Matching::Directive { id } = &content.matching {
            let measure = self.directive(*id);
            if !basis.contains(&measure) {
                basis.push(measure);
            }
        }
        basis
    }

    fn basis(&self, basis: &LegalBasis) -> String {
        match basis {
            LegalBasis::Law { citation } => law(*citation),
            LegalBasis::Directive { id } => self.directive(*id),
        }
    }

    fn directive(&self, id: Uuid) -> String {
        let of_this = |it: &&PlacementDirective| it.directive_id() == id;
        let Some(directive) = self.directives.all().iter().find(of_this) else {
            return "دستورالعمل هیئت مرکزی".to_owned();
        };
        let title = directive.title();
        match directive.approval() {
            Some(approval) => format!(
                "دستورالعمل «{title}» هیئت مرکزی، شماره {}، جاری از {}",
                approval.number,
                persian(approval.effective_from)
            ),
            None => format!("دستورالعمل «{title}» هیئت مرکزی"),
        }
    }

    fn decision(&self) -> String {
        let agency = &self.ruling.respondent().agency;
        let tally = &self.issue.vote.tally;
        let votes = |count: usize| {
            digits::to_persian(&format!(
                "هیئت با {count} رأی از {} عضو حاضر",
                tally.present.len()
            ))
        };
        match &self.ruling.content().finding {
            Finding::Violation { heads, penalty } => format!(
                "{}، ارتکاب تخلف موضوع {} را از سوی کاریابی «{agency}» محرز می‌داند و آن را به {} محکوم می‌کند.",
                votes(tally.in_favour),
                heads
                    .iter()
                    .map(|it| self.head(it))
                    .collect::<Vec<_>>()
                    .join(" و "),
                digits::to_persian(&penalty.persian())
            ),
            Finding::Acquittal => format!(
                "{}، ارتکاب تخلف را از سوی کاریابی «{agency}» محرز نمی‌داند و رأی بر برائت آن صادر می‌کند.",
                votes(tally.against)
            ),
            Finding::NoJurisdiction => format!(
                "{}، رسیدگی به این پرونده را در صلاحیت خود نمی‌داند و قرار عدم صلاحیت صادر می‌کند.",
                votes(tally.against)
            ),
        }
    }

    fn head(&self, head: &Head) -> String {
        let place = head.clause().citation().persian();
        match head.breached() {
            Some(breached) => format!("{place} (نقض {})", self.basis(breached)),
            None => place,
        }
    }

    fn explanations(&self) -> Vec<(chrono::NaiveDate, String)> {
        let clerical = self
            .ruling
            .amendments()
            .iter()
            .filter_map(|it| match &it.kind {
                AmendmentKind::Clerical { text } => Some((it.on, text.to_string())),
                AmendmentKind::ServiceCorrected { .. } | AmendmentKind::ServedAgain { .. } => None,
            });
        clerical.collect()
    }
}

fn charge(charge: &Charge) -> ChargeText {
    let clause = charge.head().clause();
    let dates = charge.dates();
    let (from, to) = (persian(dates.from()), persian(dates.to()));
    ChargeText {
        head: format!("{}: {}", clause.citation().persian(), clause.entry().fa),
        facts: charge.facts().to_string(),
        dates: if from == to {
            format!("تاریخ وقوع: {to}")
        } else {
            format!("تاریخ وقوع: از {from} تا {to}")
        },
    }
}

fn reasons(content: &Content) -> Vec<(Option<String>, String)> {
    let mut reasons = vec![(None, content.reasons.to_string())];
    if let Matching::NoMatchingDirective { reasons: own } = &content.matching {
        let what = "دلایل تعیین مجازات در نبود دستورالعمل تطبیق (تبصره ۱ ماده ۱۵)";
        reasons.push((Some(what.to_owned()), own.to_string()));
    }
    reasons
}

/// A place in a law, with the law where its name does not say which.
fn law(citation: Citation) -> String {
    let place = citation.persian();
    match citation {
        Citation::Article(..) => format!("{place} آیین‌نامه"),
        Citation::ParentLaw(_) | Citation::CivilProcedure(_) | Citation::Policy(_) => place,
    }
}

fn persian(day: chrono::NaiveDate) -> String {
    SolarHijri::of(day).persian()
}
