// JSON-RPC over plain HTTP, as curl would send it. A node serves it on the port of its WebSocket.

import assert from "node:assert/strict";

/** Code of the error for parameters that make no sense. */
export const INVALID_PARAMS = -32602;

/** One request to the node with this WebSocket address. Returns the whole answer. */
export async function post(url, method, params) {
	const response = await fetch(url.replace(/^ws/, "http"), {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
	});
	assert.equal(response.status, 200);
	return response.json();
}

/** The result of a request that succeeds. */
export async function ask(url, method, params) {
	const answer = await post(url, method, params);
	assert.equal(answer.error, undefined, `${method}: ${JSON.stringify(answer.error)}`);
	return answer.result;
}

/** The error of a request whose parameters are refused. */
export async function refused(url, method, params) {
	const { error, result } = await post(url, method, params);
	const shown = `${method} ${JSON.stringify(params)}`;
	assert.equal(result, undefined, shown);
	assert.equal(error?.code, INVALID_PARAMS, `${shown}: ${JSON.stringify(error)}`);
	return error;
}
