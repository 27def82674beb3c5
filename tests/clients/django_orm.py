#!/usr/bin/python3
"""A teller with Django's ORM: django_orm.py old|new"""

import os
import sys

import django
from django.conf import settings

schema = os.environ["DB_SCHEMA"]
# docs: connect
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["PGDATABASE"],
        "OPTIONS": {"options": f"-c search_path={schema},public"},
    }
}
# docs: end

settings.configure(DATABASES=DATABASES, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField")
django.setup()

from django.db import models, transaction
from django.db.models import F

from teller import serve

if sys.argv[1] == "old":

    class Account(models.Model):
        owner = models.TextField()
        balance = models.DecimalField(max_digits=12, decimal_places=2)

        class Meta:
            app_label = "bank"
            db_table = "accounts"

else:

    # docs: new
    class Account(models.Model):
        holder = models.TextField()
        cents = models.BigIntegerField()

        class Meta:
            app_label = "bank"
            db_table = "accounts"
    # docs: end


class Old:
    def open(self, owner, balance):
        return Account.objects.create(owner=owner, balance=balance).pk

    def deposit(self, number, amount):
        Account.objects.filter(pk=number).update(balance=F("balance") + amount)
        return Account.objects.get(pk=number).balance

    def show(self, number):
        return Account.objects.values_list("owner", "balance").get(pk=number)


class New:
    def open(self, holder, cents):
        return Account.objects.create(holder=holder, cents=cents).pk

    def deposit(self, number, cents):
        with transaction.atomic():
            account = Account.objects.select_for_update().get(pk=number)
            account.cents += cents
            account.save(update_fields=["cents"])
        return account.cents

    def show(self, number):
        return Account.objects.values_list("holder", "cents").get(pk=number)


serve({"old": Old, "new": New})
