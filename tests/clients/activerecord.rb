#!/usr/bin/ruby
# A teller with ActiveRecord: activerecord.rb old|new

require "active_record"

schema = ENV.fetch("DB_SCHEMA")
# docs: connect
ActiveRecord::Base.establish_connection(
  adapter: "postgresql",
  database: ENV["PGDATABASE"],
  schema_search_path: "#{schema},public"
)
# docs: end

# docs: model
class Account < ActiveRecord::Base
  self.primary_key = "id" # a view has none to be found
end
# docs: end

# The old build's words for what an account has, and how it reads amounts.
OLD = { name: :owner, amount: :balance, read: ->(text) { BigDecimal(text) },
        write: ->(amount) { format("%.2f", amount) } }.freeze
NEW = { name: :holder, amount: :cents, read: ->(text) { Integer(text) },
        write: ->(amount) { amount.to_s } }.freeze

build = ARGV[0] == "old" ? OLD : NEW
$stdout.sync = true
$stdin.each_line do |line|
  command, first, amount = line.split
  case command
  when "open"
    puts Account.create!(build[:name] => first, build[:amount] => build[:read].call(amount)).id
  when "deposit"
    account = Account.find(first)
    account.with_lock do
      account.update!(build[:amount] => account[build[:amount]] + build[:read].call(amount))
    end
    puts build[:write].call(account[build[:amount]])
  else
    account = Account.find(first)
    puts "#{account[build[:name]]} #{build[:write].call(account[build[:amount]])}"
  end
end
