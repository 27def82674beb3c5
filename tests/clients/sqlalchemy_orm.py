#!/usr/bin/python3
"""A teller with SQLAlchemy's ORM: sqlalchemy_orm.py old|new"""

import os

# docs: connect
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

schema = os.environ["DB_SCHEMA"]
engine = create_engine(
    "postgresql+psycopg2://", connect_args={"options": f"-c search_path={schema},public"}
)
Session = sessionmaker(engine)
# docs: end

from sqlalchemy import BigInteger, Column, Numeric, Text
from sqlalchemy.orm import declarative_base

from teller import serve

Base = declarative_base()


class OldAccount(Base):
    __tablename__ = "accounts"
    id = Column(BigInteger, primary_key=True)
    owner = Column(Text, nullable=False)
    balance = Column(Numeric(12, 2), nullable=False)


# docs: new
class NewAccount(declarative_base()):
    __tablename__ = "accounts"
    id = Column(BigInteger, primary_key=True)
    holder = Column(Text, nullable=False)
    cents = Column(BigInteger, nullable=False)
# docs: end


class Old:
    def open(self, owner, balance):
        with Session.begin() as session:
            account = OldAccount(owner=owner, balance=balance)
            session.add(account)
            session.flush()
            return account.id

    def deposit(self, number, amount):
        with Session.begin() as session:
            account = session.get(OldAccount, number, with_for_update=True)
            account.balance += amount
            return account.balance

    def show(self, number):
        with Session() as session:
            account = session.get(OldAccount, number)
            return account.owner, account.balance


class New:
    def open(self, holder, cents):
        with Session.begin() as session:
            account = NewAccount(holder=holder, cents=cents)
            session.add(account)
            session.flush()
            return account.id

    def deposit(self, number, cents):
        with Session.begin() as session:
            account = session.get(NewAccount, number, with_for_update=True)
            account.cents += cents
            return account.cents

    def show(self, number):
        with Session() as session:
            account = session.get(NewAccount, number)
            return account.holder, account.cents


serve({"old": Old, "new": New})
