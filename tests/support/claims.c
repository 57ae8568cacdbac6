#include "claims.h"

#include "load/claims.h"
#include "study/claims.h"

/* The line as a file of one claim, each value quoted. */
static void write_claim(const char *line, struct text *file)
{
    struct span list = span_of(line), item;
    struct text header = {0}, values = {0};
    text_add_string(&header, "id,claim,source,kind");
    text_add_string(&values, "1,words,somebody");
    for (bool is_kind = true; span_next(&list, '|', &item); is_kind = false) {
        struct span name = item, value = item;
        if (!is_kind) {
            assert_true(span_next(&value, '=', &name));
            /* what stands behind the first '=' has others in it: ">=" */
            value = (struct span){name.text + name.length + 1, item.length - name.length - 1};
            text_addf(&header, ",%.*s", (int)name.length, name.text);
        }
        text_addf(&values, ",\"%.*s\"", (int)value.length, value.text);
    }
    text_addf(file, "%s\n%s\n", text_string(&header), text_string(&values));
    text_release(&header);
    text_release(&values);
}

static void judge(struct fixture *f, const char *line, struct text *answer)
{
    struct text content = {0};
    struct claims claims = {0};
    struct finding finding = {0};
    write_claim(line, &content);
    struct test_file file = file_with_text(text_string(&content));
    const struct part part = {file.path, "claims.csv"};
    assert_int_equal(load_claims(&part, DATE_ISO_ONLY, &f->d, &claims, &f->ds), 0);
    if (claims.n == 1) {
        assert_int_equal(claim_judge(&f->study, &claims.v[0], &finding), 0);
        text_addf(answer, "%s: %s", verdict_name[finding.verdict], text_string(&finding.says));
    } else {
        problems_text(&f->ds, answer);
    }
    finding_release(&finding);
    claims_release(&claims);
    file_release(&file);
    text_release(&content);
}

void check_claims(const struct scene *scene, const struct claim_example *v, size_t n)
{
    struct fixture f = {0};
    fixture_open(&f, scene);
    for (size_t i = 0; i < n; i++) {
        struct text answer = {0};
        judge(&f, v[i].line, &answer);
        check_text(&answer, v[i].expected, v[i].line);
        text_release(&answer);
    }
    fixture_release(&f);
}
