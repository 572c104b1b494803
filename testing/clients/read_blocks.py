"""Prints what substrate-interface makes of blocks, as JSON.

usage: read_blocks.py WS_URL BLOCK_HASH...

For each block: its extrinsics by call, arguments, hash and bytes when encoded again, and the number of answers
that its events tell of.
"""

import json
import sys
from importlib.metadata import version

from substrateinterface import SubstrateInterface


def encode_again(substrate, value):
    """The hexadecimal bytes of a decoded bare extrinsic; None for a signed one."""
    if "address" in value:
        return None
    call = value["call"]
    arguments = {argument["name"]: argument["value"] for argument in call["call_args"]}
    composed = substrate.compose_call(call["call_module"], call["call_function"], arguments)
    return substrate.create_unsigned_extrinsic(composed).data.to_hex()


def read(substrate, block_hash):
    extrinsics = []
    for extrinsic in substrate.get_block(block_hash)["extrinsics"]:
        value = extrinsic.value
        call = value["call"]
        extrinsics.append(
            {
                "call": f"{call['call_module']}.{call['call_function']}",
                "arguments": {argument["name"]: argument["value"] for argument in call["call_args"]},
                "hash": value["extrinsic_hash"],
                "encoded": encode_again(substrate, value),
            }
        )
    events = [event.value["event"] for event in substrate.get_events(block_hash)]
    answered = [event for event in events if (event["module_id"], event["event_id"]) == ("ProofOfTime", "Answered")]
    return {"extrinsics": extrinsics, "answered": len(answered)}


def main():
    url, *hashes = sys.argv[1:]
    with SubstrateInterface(url=url) as substrate:
        blocks = [read(substrate, block_hash) for block_hash in hashes]
    json.dump({"version": version("substrate-interface"), "blocks": blocks}, sys.stdout)


main()
