//! The keys of the policies.

use serde::{Deserialize, Serialize};

/// A question that the bylaw leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum PolicyKey {
    /// `quorum.denominator`: Whose majority makes a quorum: the seats entitled in the session (vacant ones included), all seats of the board, or the appointed members.
    QuorumDenominator,
    /// `decision.majority`: What adopts a proposal: more than half of the voting members present, more than half of the entitled seats, or the chair's casting vote in a tie.
    DecisionMajority,
    /// `session.chair_required`: Whether a session needs its chair or the chair's written delegate.
    SessionChairRequired,
    /// `central.c5_required`: When the seat of the concerned executive body is entitled: only when the body is named for the session, or always.
    CentralC5Required,
    /// `central.c6_seats`: The union and the foreign association share one seat, whose occupant follows the scope of the session.
    CentralC6Seats,
    /// `central.c6_general`: Who fills the sixth central seat in sessions of general scope.
    CentralC6General,
    /// `maritime.scope`: Whose rules maritime agencies follow unless their directive says otherwise.
    MaritimeScope,
    /// `board.mixed_session`: Every session has exactly one scope.
    BoardMixedSession,
    /// `recusal.enforced`: Whether a member with a conflict of interest loses vote and presence on the item.
    RecusalEnforced,
    /// `appeal.clock`: How the twenty days of appeal are counted: accepted until the latest lawful reading, or strictly.
    AppealClock,
    /// `appeal.suspends_execution`: Whether suspension and revocation wait for finality.
    AppealSuspendsExecution,
    /// `interim.suspension`: Interim suspension: only by a separate reasoned board decision for at most three months, or not at all.
    InterimSuspension,
    /// `appeal.complainant`: Whether a complainant may appeal.
    AppealComplainant,
    /// `appeal.domestic_rejection`: Whether a domestic applicant may appeal a rejection by the office.
    AppealDomesticRejection,
    /// `appeal.central_term`: When an appeal pending at the central board raises an alarm, without legal effect.
    AppealCentralTerm,
    /// `appeal.early`: Whether an appeal is accepted before the ruling is served.
    AppealEarly,
    /// `renewal.window`: How long before the end a renewal may be filed.
    RenewalWindow,
    /// `renewal.holdover`: Whether the agency may act after expiry while a renewal is pending.
    RenewalHoldover,
    /// `renewal.start`: When a renewed term starts.
    RenewalStart,
    /// `renewal.late`: How long after expiry a renewal may still be filed.
    RenewalLate,
    /// `term.end`: The last valid day of a term.
    TermEnd,
    /// `term.clamp`: Where a term that began on 30 Esfand ends in a common year.
    TermClamp,
    /// `transfer.term`: The length of a transferred licence.
    TransferTerm,
    /// `transfer.blocked_by`: What blocks a transfer.
    TransferBlockedBy,
    /// `criteria.persons`: On whom the criteria of a legal person are tested.
    CriteriaPersons,
    /// `age.reference`: The date on which age is measured.
    AgeReference,
    /// `language.per_country`: Whether every target country needs its language certificate.
    LanguagePerCountry,
    /// `inquiry.max_age`: How old an inquiry may be at issue.
    InquiryMaxAge,
    /// `guarantee.expiry`: How long a guarantee must outlive the licence.
    GuaranteeExpiry,
    /// `guarantee.amount_change`: When a raised amount must be topped up.
    GuaranteeAmountChange,
    /// `guarantee.alarm`: How long before its expiry a guarantee is put on the list of those at risk.
    GuaranteeAlarm,
    /// `ban.start`: When the five-year ban starts.
    BanStart,
    /// `ban.subjects`: Whom a ban covers.
    BanSubjects,
    /// `ban.kind`: Whether a ban covers every kind of agency.
    BanKind,
    /// `ban.home_province`: Whether the home province refuses the banned party too.
    BanHomeProvince,
    /// `ban.renewal`: Whether renewals of the banned party's other licences are refused.
    BanRenewal,
    /// `a16.start`: From when the ten days of article 16 run.
    A16Start,
    /// `a16.applies_to`: At which ends of a licence article 16 applies.
    A16AppliesTo,
    /// `a17.unit`: How the six months of transition are counted.
    A17Unit,
    /// `relocation.days`: Days to report a relocation.
    RelocationDays,
    /// `visa_copy.days`: Days to send a visa copy.
    VisaCopyDays,
    /// `a9.register_days`: Days to register the activity in the articles of association.
    A9RegisterDays,
    /// `media.days`: Days for the media report after the season.
    MediaDays,
    /// `report.days`: Days for the performance report.
    ReportDays,
    /// `relocation.other_province`: What a move to another province does.
    RelocationOtherProvince,
    /// `call.scope`: Which recruitment calls are refused.
    CallScope,
    /// `fee.seeker`: What a job seeker may be charged.
    FeeSeeker,
    /// `online.place`: The place of an online agency.
    OnlinePlace,
    /// `foreign.register_seekers`: Whether foreign agencies may register seekers.
    ForeignRegisterSeekers,
    /// `holder.multi`: How many licences one holder may have.
    HolderMulti,
    /// `publication.persons`: How natural holders are named in public lists.
    PublicationPersons,
    /// `silence_is_approval`: What the silent end of the licence portal's term does.
    SilenceIsApproval,
    /// `transition.old_facts`: What happens to facts before the bylaw.
    TransitionOldFacts,
    /// `opinion.days`: Days for the association's advisory opinion.
    OpinionDays,
    /// `inspection.interval`: How often an active agency is inspected.
    InspectionInterval,
    /// `cure.days`: Days to complete a file.
    CureDays,
    /// `defence.days`: Days for a written defence.
    DefenceDays,
    /// `workgroup.quorum`: The quorum of the working group.
    WorkgroupQuorum,
    /// `manager.halt`: From when a company without a technical manager is halted.
    ManagerHalt,
    /// `unlicensed.expired`: Whether acting after expiry is a violation or unlicensed work.
    UnlicensedExpired,
    /// `penalty.no_directive`: Whether a penalty may be set while no matching directive is in force.
    PenaltyNoDirective,
    /// `dispatch.designated_only`: Whether dispatch is limited to designated countries.
    DispatchDesignatedOnly,
    /// `publication.bans`: Whether the ban list is published.
    PublicationBans,
    /// `publication.unlicensed`: Whether the list of unlicensed offices is published.
    PublicationUnlicensed,
    /// `closed_days`: Which days a deadline rolls over.
    ClosedDays,
    /// `premises.check`: Whether premises are inspected before issue while their directive is in force.
    PremisesCheck,
    /// `appeal.receipt`: Whether an appeal counts as filed when a provincial office receives it.
    AppealReceipt,
    /// `renewal.reminders`: How many days before the end of a licence its operator is reminded.
    RenewalReminders,
}
