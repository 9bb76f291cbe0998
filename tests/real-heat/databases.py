"""Makes empty databases: databases.py SOCKET NAME…"""

import sys

import pymysql

socket, *names = sys.argv[1:]
with pymysql.connect(unix_socket=socket, user="root") as connection:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"create database if not exists {name} character set utf8mb3")
