"""Sends a remark of a development account by substrate-interface, with the nonce that it finds by itself, waits
until it is final, and prints that nonce.

usage: send_remark.py WS_URL DERIVATION
"""

import sys

from substrateinterface import Keypair, SubstrateInterface


def main():
    url, derivation = sys.argv[1:]
    with SubstrateInterface(url=url) as substrate:
        keypair = Keypair.create_from_uri(derivation, ss58_format=substrate.ss58_format)
        call = substrate.compose_call("System", "remark", {"remark": "0x00"})
        nonce = substrate.get_account_nonce(keypair.ss58_address)
        extrinsic = substrate.create_signed_extrinsic(call=call, keypair=keypair)
        receipt = substrate.submit_extrinsic(extrinsic, wait_for_finalization=True)
        if not receipt.is_success:
            sys.exit(f"failed: {receipt.error_message}")
    print(nonce)


main()
