/* columns.c: roles and the names that stand for them. */
#include "columns.h"

const char *const role_names[N_ROLES] = { "id", "text", "title", "published", "url", "source", "author", "lang" };

void columns_init(struct columns *columns)
{
	*columns = (struct columns){ .are_given = false };
	for (enum role role = 0; role < N_ROLES; role++)
		columns->names[role] = str_of(role_names[role]);
}

bool columns_parse(struct columns *columns, struct str list)
{
	*columns = (struct columns){ .are_given = true };
	for (size_t pos = 0; pos <= list.len;) {
		size_t comma = str_find(list, ',', pos);
		struct str item = str_slice(list, pos, comma);
		size_t equals = str_find(item, '=', 0), role = 0;

		while (role < N_ROLES && !str_is(str_slice(item, 0, equals), role_names[role]))
			role++;
		if (role == N_ROLES || equals + 1 >= item.len)
			return false;
		columns->names[role] = str_slice(item, equals + 1, item.len);
		pos = comma + 1;
	}
	return true;
}
