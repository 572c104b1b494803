//! `group remove`

use super::add::parse_commitment;
use crate::{
	arguments::{parse_count, Signer},
	commands::{
		decide::{decide_on, Told},
		on_chain,
	},
	failure::Failure,
	global::Global,
	spinner::Spinner,
};
use jmt_edge::{
	chain::Chain,
	pallets::zk_verifier::{MemberRemoved, RemoveMember},
	proofs::{format_number, format_scalar, Members, ProofError},
};
use jmt_primitives::proofs::{GroupId, Scalar};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The group's number
	#[arg(value_parser = parse_count::<GroupId>)]
	group: GroupId,
	#[command(flatten)]
	member: Member,
	#[command(flatten)]
	signer: Signer,
}

/// The member.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Member {
	/// Its place in the group, from 0 on
	#[arg(long, value_name = "NUMBER")]
	index: Option<u32>,
	/// Its commitment
	#[arg(long, value_name = "COMMITMENT", value_parser = parse_commitment)]
	commitment: Option<Scalar>,
}

/// Removes a member. The siblings of its leaf come out of the group's pages.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { group, member, signer } = args;
	let key = signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		let spinner = Spinner::start("reading the group");
		let members = Members::read(&chain.finalized().await?, chain.genesis(), group).await?;
		drop(spinner);
		let index = match (member.index, member.commitment) {
			(Some(index), _) => index,
			(None, Some(commitment)) => {
				let number = || ProofError::NotMember(format_number(&commitment.0));
				let commitment = jmt_zk_poseidon::Scalar::from_be_bytes(&commitment.0);
				members.place_of(&commitment.map_err(|_| number())?)?
			},
			(None, None) => {
				return Err(Failure::Usage("give --index or --commitment".into()));
			},
		};
		let (leaf, path) = members.path(index)?;
		let scalar = |scalar: &jmt_zk_poseidon::Scalar| Scalar(scalar.to_be_bytes());
		let siblings = path.siblings().iter().map(scalar).collect();
		let call = RemoveMember { group, index, leaf: scalar(&leaf), siblings };
		decide_on(chain, global, &key, signer.fee, &call, |included| {
			let removed = included.event::<MemberRemoved>();
			Told {
				json: json!({
					"group": group,
					"index": index,
					"commitment": format_scalar(&leaf),
					"root": removed.map(|removed| format_number(&removed.root.0)),
				}),
				words: format!("removed member {index} from group {group}"),
			}
		})
		.await
	})
	.await
}
