#!/usr/bin/env node
// A teller with node-pg: node_pg.js old|new

// docs: connect
const { Pool } = require("pg");

const schema = process.env.DB_SCHEMA;
const pool = new Pool({ max: 3, options: `-c search_path=${schema},public` });
// docs: end

const builds = {
  old: {
    open: "INSERT INTO accounts (owner, balance) VALUES ($1, $2) RETURNING id",
    deposit: "UPDATE accounts SET balance = balance + $2 WHERE id = $1 RETURNING balance",
    show: "SELECT owner || ' ' || balance FROM accounts WHERE id = $1",
  },
  // docs: new
  new: {
    open: "INSERT INTO accounts (holder, cents) VALUES ($1, $2) RETURNING id",
    deposit: "UPDATE accounts SET cents = cents + $2 WHERE id = $1 RETURNING cents",
    show: "SELECT holder || ' ' || cents FROM accounts WHERE id = $1",
  },
  // docs: end
};

async function main(statements) {
  const lines = require("readline").createInterface({ input: process.stdin });
  for await (const line of lines) {
    const [command, ...values] = line.split(" ");
    // A name makes it a prepared statement.
    const result = await pool.query({
      name: command, text: statements[command], values, rowMode: "array",
    });
    console.log(result.rows[0][0]);
  }
  await pool.end();
}

main(builds[process.argv[2]]);
