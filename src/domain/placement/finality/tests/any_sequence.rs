//! Whatever is tried in whatever order: nothing is revoked for good without quorum, service, and the
//! lapse of the term or the decision of the central board; and once it is, no day reads active.

use super::*;

#[derive(Clone, Copy, Debug)]
enum Act {
    Vote,
    Sign,
    Issue,
    Serve,
    ServeAgain,
    Lodge(Appellant),
    Dismiss(Ground),
    Admit,
    Schedule,
    Hear,
    Decide(Outcome, u8),
    Lapse,
    Close,
    Wait(u8),
}

fn any_act() -> impl Strategy<Value = Act> {
    let appellant = prop_oneof![
        3 => Just(Appellant::AgencyManager),
        1 => Just(Appellant::Complainant)
    ];
    let ground = prop_oneof![Just(Ground::NotWritten), Just(Ground::Late)];
    let outcome = prop_oneof![Just(Outcome::Approved), Just(Outcome::Rejected)];
    prop_oneof![
        2 => Just(Act::Vote),
        2 => Just(Act::Sign),
        2 => Just(Act::Issue),
        2 => Just(Act::Serve),
        1 => Just(Act::ServeAgain),
        1 => appellant.prop_map(Act::Lodge),
        1 => ground.prop_map(Act::Dismiss),
        1 => Just(Act::Admit),
        1 => Just(Act::Schedule),
        1 => Just(Act::Hear),
        2 => (outcome, 0..3_u8).prop_map(|(vote, ruled)| Act::Decide(vote, ruled)),
        3 => Just(Act::Lapse),
        1 => Just(Act::Close),
        2 => (1..30_u8).prop_map(Act::Wait),
    ]
}

/// One case from the draft of its ruling on.
struct World {
    today: NaiveDate,
    closed: ClosedDays,
    ruling: Ruling,
    licence: Licence,
    appeals: Vec<Appeal>,
    bans: Vec<Ban>,
    notices: usize,
}

impl World {
    fn begin(start: NaiveDate) -> Self {
        let book = PolicyBook::default();
        let draft = Draft {
            facts_on: start - Days::new(60),
            finding: Finding::Violation {
                heads: vec![Head::named(Clause::Tariffs).unwrap()],
                penalty: Penalty::Revocation,
            },
            legal_basis: vec![LegalBasis::Law {
                citation: Citation::clause(15, 4),
            }],
            reasons: "دریافت وجه خارج از تعرفه".parse().unwrap(),
            reasons_without_directive: Some("شدت تخلف".parse().unwrap()),
        };
        let ruling = new(Ruling::draft(
            Uuid::from_u128(0x1234_5678_0000_0000),
            &HeardCase::sample(CASE, Respondent::of(&sample())),
            draft,
            &PlacementDirectives::default(),
            &Policies::on(&book, start),
        ));
        Self {
            today: start,
            closed: closed(),
            ruling,
            licence: sample(),
            appeals: Vec::new(),
            bans: Vec::new(),
            notices: 0,
        }
    }

    /// Tries an act; one that is refused changes nothing.
    fn tries(&mut self, act: Act) -> Result<(), Refusal> {
        let (today, book) = (self.today, PolicyBook::default());
        let policies = Policies::on(&book, today);
        let ruling = self.ruling.clone();
        let reason = || "دلیل نمونه".parse().unwrap();
        let last = self.appeals.last().cloned();
        match act {
            Act::Vote => {
                let (board, matter) = (BoardKind::Provincial(PROVINCE), Matter::case(CASE));
                let vote = Outcome::Approved;
                let decision = BoardDecision::sample(board, Scope::Domestic, matter, vote, today);
                self.ruling = ruling.vote(Some(&decision), today)?.into_parts().0;
            }
            Act::Sign => {
                let signature = Signature {
                    seat: Seat::P1,
                    account: Uuid::from_u128(1),
                    person: "رئیس نمونه".parse().unwrap(),
                    on: today,
                };
                self.ruling = ruling.sign(signature)?.into_parts().0;
            }
            Act::Issue => {
                let number = "R23-1405-000012".parse().unwrap();
                self.ruling = ruling.issue(number, today)?.into_parts().0;
            }
            Act::Serve => {
                let served = ruling.serve(service(today), &self.closed, &policies, today)?;
                self.take(served.into_parts().0);
            }
            Act::ServeAgain => {
                let again = service(today);
                let served = ruling.serve_again(again, reason(), &self.closed, &policies, today)?;
                self.take(served.into_parts().0);
            }
            Act::Close => {
                if let Some(later) = ruling.reckon_term_anew(&self.later_closures(), today) {
                    self.take(later.into_parts().0);
                }
            }
            Act::Lodge(appellant) => {
                let id = Uuid::from_u128(0xa11 + self.appeals.len() as u128);
                let petition = petition(today, appellant);
                let (appeal, appealed) =
                    lodge(id, ruling, &self.appeals, petition, &policies, today)?;
                self.appeals.push(appeal.into_parts().0);
                if let Some(appealed) = appealed {
                    self.take(appealed.into_parts().0);
                }
            }
            Act::Dismiss(ground) => {
                let Some(appeal) = last else { return Ok(()) };
                let (dismissed, released) = dismiss(appeal, ruling, ground, reason(), today)?;
                self.put(dismissed.into_parts().0);
                if let Some(released) = released {
                    self.take(released.into_parts().0);
                }
            }
            Act::Admit => {
                let Some(appeal) = last else { return Ok(()) };
                self.put(appeal.admit(today)?.into_parts().0);
            }
            Act::Schedule => {
                let Some(appeal) = last else { return Ok(()) };
                let session = Uuid::from_u128(0x5e55);
                let (board, scope) = (BoardKind::Central, Scope::Domestic);
                let scheduled = appeal.schedule(session, board, scope, today)?;
                self.put(scheduled.into_parts().0);
            }
            Act::Hear => {
                let Some(appeal) = last else { return Ok(()) };
                let hearing = Hearing {
                    on: today,
                    attended: true,
                    record: reason(),
                };
                self.put(appeal.hear(hearing, Some(today), today)?.into_parts().0);
            }
            Act::Decide(vote, ruled) => self.decides(vote, ruled)?,
            Act::Lapse => {
                let closed = self.closed.clone();
                let met = met(&closed, &book, today);
                let written = of_lapse(ruling, self.licence.clone(), met, today)?;
                self.write(written);
            }
            Act::Wait(days) => self.today = today + Days::new(days.into()),
        }
        Ok(())
    }

    fn decides(&mut self, vote: Outcome, ruled: u8) -> Result<(), Refusal> {
        let Some(appeal) = self.appeals.last().cloned() else {
            return Ok(());
        };
        let (today, book) = (self.today, PolicyBook::default());
        let matter = Matter::appeal(appeal.id());
        let decision =
            BoardDecision::sample(BoardKind::Central, Scope::Domestic, matter, vote, today);
        let outcome = match ruled {
            0 => AppealOutcome::Upheld,
            1 => AppealOutcome::Quashed,
            _ => AppealOutcome::Modified {
                penalty: suspension(2),
            },
        };
        let central = Central {
            decision: &decision,
            ruled: AppealRuling {
                outcome,
                reasons_without_directive: Some("تناسب".parse().unwrap()),
            },
            directives: &PlacementDirectives::default(),
        };
        let (ruling, licence) = (self.ruling.clone(), self.licence.clone());
        let closed = self.closed.clone();
        let met = met(&closed, &book, today);
        let (decided, written) = of_decision(appeal, ruling, licence, central, met, today)?;
        self.put(decided.into_parts().0);
        self.write(written);
        Ok(())
    }

    /// Every day of the next fortnight is closed.
    fn later_closures(&mut self) -> ClosedDays {
        let days = (0..14).map(|ahead| Closure {
            date: self.today + Days::new(ahead),
            province: None,
            name_fa: "تعطیل رسمی".to_owned(),
            name_en: "Official holiday".to_owned(),
            provisional: false,
        });
        let version = self.closed.version() + 1;
        let weekly = vec![WeeklyClosure::fridays()];
        self.closed = ClosedDays::new(version, days.collect(), weekly).unwrap();
        self.closed.clone()
    }

    fn take(&mut self, ruling: Ruling) {
        self.licence = follow(self.licence.clone(), &ruling, self.today);
        self.ruling = ruling;
    }

    fn put(&mut self, appeal: Appeal) {
        self.appeals.pop();
        self.appeals.push(appeal);
    }

    fn write(&mut self, written: Consequences) {
        self.ruling = written.ruling.into_parts().0;
        match written.effect {
            Effect::Revoked(all) => {
                let Revoked {
                    licence,
                    ban,
                    notices,
                    settlement: _,
                } = *all;
                self.licence = licence.into_parts().0;
                self.bans.push(ban.into_parts().0);
                self.notices += notices.len();
            }
            Effect::Suspended { licence } => self.licence = licence.into_parts().0,
            Effect::Recorded { licence } => {
                if let Some(licence) = licence {
                    self.licence = licence.into_parts().0;
                }
            }
        }
    }

    fn holds(&self) -> Result<(), TestCaseError> {
        let Some(proof) = self.ruling.final_revocation() else {
            prop_assert!(!self.licence.is_revoked());
            prop_assert!(self.bans.is_empty());
            prop_assert_eq!(self.notices, 0);
            return Ok(());
        };
        let final_on = proof.final_on();
        let vote = &self.ruling.issued().unwrap().vote.tally;
        prop_assert!(vote.present.len() >= vote.quorum_needed);
        prop_assert!(vote.in_favour > vote.against);
        let served = self.ruling.served().unwrap();
        prop_assert!(served.service.on <= final_on);
        match self.ruling.finality().unwrap() {
            Finality::NoAppeal { .. } => {
                prop_assert!(served.term.last_accepted() < final_on);
                prop_assert!(!self.appeals.iter().any(Appeal::counts));
            }
            Finality::Upheld { appeal, .. } => {
                let decided = self.appeals.iter().find(|it| it.id() == *appeal).unwrap();
                let decision = decided.decision().unwrap();
                prop_assert!(decision.tally.present.len() >= decision.tally.quorum_needed);
                prop_assert_eq!(decision.decided_on, final_on);
            }
            Finality::Modified { .. } | Finality::Quashed { .. } => {
                return Err(TestCaseError::fail("what was changed revokes nothing"));
            }
        }
        prop_assert_eq!((self.bans.len(), self.notices), (1, 31));
        prop_assert_eq!(self.bans[0].term().from, final_on);
        for ahead in [0, 1, 30, 365, 3_650] {
            let day = final_on + Days::new(ahead);
            prop_assert_eq!(self.licence.standing(day), Standing::Revoked);
            prop_assert!(!self.licence.operating_permitted(day));
        }
        Ok(())
    }
}

proptest! {
    #[test]
    fn no_sequence_reaches_a_final_revocation_without_quorum_service_and_lapse_or_decision(
        start in 0..300_u64,
        // What is tried beside the shortest way there, so that many tries arrive.
        strays in prop::collection::vec(prop::collection::vec(any_act(), 0..4), 12),
    ) {
        let mut world = World::begin(day("1405-01-20") + Days::new(start));
        let way = [
            Act::Vote,
            Act::Sign,
            Act::Issue,
            Act::Serve,
            Act::Lodge(Appellant::AgencyManager),
            Act::Admit,
            Act::Schedule,
            Act::Hear,
            Act::Decide(Outcome::Rejected, 0),
            Act::Wait(60),
            Act::Lapse,
            Act::Lapse,
        ];
        for (step, strays) in way.into_iter().zip(strays) {
            for act in strays.into_iter().chain([step]) {
                let before = world.ruling.clone();
                if world.tries(act).is_err() {
                    prop_assert_eq!(&world.ruling, &before);
                }
                world.holds()?;
            }
        }
    }
}
