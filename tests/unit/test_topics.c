/* topics of help: each is whole, and what they say of files and codes is what the program has. (The
 * texts: tests/golden/help-topics.) */
#include "check.h"

#include <string.h>

#include "cmd/command.h"
#include "cmd/topic.h"
#include "load/load.h"
#include "load/sheet.h"
#include "out/writer.h"

/* Fails unless S is a text that can be filled: single blanks, none at the ends, no control
 * characters. */
static void check_prose(const char *s, const char *topic)
{
    assert_true(s && *s);
    if (s[0] == ' ' || s[strlen(s) - 1] == ' ' || strstr(s, "  ") || strpbrk(s, "\t\n\r"))
        fail_msg("%s: \"%s\"", topic, s);
}

static void check_list(topic_list *list, const char *topic)
{
    struct text name = {0}, meaning = {0};
    size_t n = 0;
    for (; list(n, &name, &meaning); n++) {
        check_prose(text_string(&name), topic);
        check_prose(text_string(&meaning), topic);
        text_clear(&name);
        text_clear(&meaning);
    }
    assert_true(n > 0);
    text_release(&name);
    text_release(&meaning);
}

static void every_topic_is_whole(void **state)
{
    (void)state;
    for (size_t i = 0; topic_at(i); i++) {
        const struct topic *topic = topic_at(i);
        check_prose(topic->name, topic->name);
        check_prose(topic->summary, topic->name);
        assert_true(topic_has(topic->parts));
        for (const struct topic_part *part = topic->parts; topic_has(part); part++) {
            if (part->heading)
                check_prose(part->heading, topic->name);
            else if (part->list)
                check_list(part->list, topic->name);
            else
                check_prose(part->text, topic->name);
            if (part->term)
                check_prose(part->term, topic->name);
        }
    }
}

static void topics_and_commands_have_names_of_their_own(void **state)
{
    (void)state;
    for (size_t i = 0; topic_at(i); i++) {
        assert_ptr_equal(topic_find(topic_at(i)->name), topic_at(i));
        assert_null(command_find(topic_at(i)->name));
    }
    assert_null(topic_find("no-such"));
    assert_null(topic_find(""));
}

/* Fails unless the N-th list of the topic has the COUNT columns SPECS, each with a meaning of its
 * own beside its other names. */
static void check_columns(const char *topic, size_t n, const struct field_spec *specs, size_t count)
{
    const struct topic_part *part = topic_find(topic)->parts;
    struct text name = {0}, meaning = {0};
    for (; !part->list || n > 0; part++)
        n -= part->list != NULL;
    for (size_t i = 0; i < count; i++) {
        assert_true(part->list(i, &name, &meaning));
        assert_string_equal(text_string(&name), specs[i].name);
        const char *own = text_string(&meaning);
        bool is_required = strncmp(own, "required: ", 10) == 0;
        assert_int_equal(is_required, specs[i].need == FIELD_REQUIRED);
        own += is_required ? 10 : 0;
        if (*own == '\0' || *own == ';')
            fail_msg("%s: column %s has no meaning", topic, specs[i].name);
        text_clear(&name);
        text_clear(&meaning);
    }
    assert_false(part->list(count, &name, &meaning));
    text_release(&name);
    text_release(&meaning);
}

static void data_has_every_column_that_is_read(void **state)
{
    size_t n;
    (void)state;
    const struct field_spec *specs = rating_columns(&n);
    check_columns("data", 0, specs, n);
    specs = spell_columns(&n);
    check_columns("data", 1, specs, n);
    specs = council_columns(&n);
    check_columns("data", 2, specs, n);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_topic_is_whole),
        cmocka_unit_test(topics_and_commands_have_names_of_their_own),
        cmocka_unit_test(data_has_every_column_that_is_read),
    };
    return CHECK_RUN(tests, argc, argv);
}
