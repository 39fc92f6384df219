using System.Diagnostics.CodeAnalysis;

namespace LocalAI.Plugins.Jinja.Tests;

/// <summary>Templates that would take the process down, or all of its memory, or all of its time.</summary>
public sealed class LimitTests
{
    private static readonly JinjaLimits Small = new() { Steps = 200_000, OutputLength = 100_000, TextLength = 100_000, Items = 10_000, Allocation = 5_000_000 };

    [Theory]
    [InlineData("{{ 'a' * 10**9 }}")]
    [InlineData("{{ 'ab' * 10**18 }}")]
    [InlineData("{{ [1] * 10**9 }}")]
    [InlineData("{{ [1] * 9223372036854775807 }}")]
    [InlineData("{{ (1, 2) * 9223372036854775807 }}")]
    [InlineData("{{ range(10**12) }}")]
    [InlineData("{{ range(99999)|list }}")]
    [InlineData("{{ 10 ** (10 ** 9) }}")]
    [InlineData("{{ 2 ** 9999999999 }}")]
    [InlineData("{{ 'a'|center(10**9) }}")]
    [InlineData("{{ 'a'.ljust(2000000000) }}")]
    [InlineData("{{ 'a'.zfill(2000000000) }}")]
    [InlineData("{{ '%2000000000d' % 1 }}")]
    [InlineData("{{ '%.2000000000d' % 1 }}")]
    [InlineData("{{ '{:2000000000}'.format(1) }}")]
    [InlineData("{{ '{:>{}}'.format('a', 2000000000) }}")]
    [InlineData("{{ 'a\\nb'|indent(2000000000) }}")]
    [InlineData("{{ [1]|batch(2000000000, 0)|list }}")]
    [InlineData("{{ [1]|slice(2000000000)|list }}")]
    [InlineData("{{ ('a' * 50000)|replace('a', 'b' * 50000) }}")]
    [InlineData("{{ '\\t'.expandtabs(2000000000) }}")]
    [InlineData("{{ [1]|tojson(indent=2000000000) }}")]
    [InlineData("{{ ('a' * 90000) ~ ('a' * 90000) }}")]
    [InlineData("{{ ('a' * 90000) + ('a' * 90000) }}")]
    [InlineData("{% for i in range(100000) %}0123456789{% endfor %}")]
    [InlineData("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x='a') %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x|tojson }}")]
    [InlineData("{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}")]
    [InlineData("{% set ns = namespace(x=(1,), y=(1,)) %}{% for i in range(60) %}{% set ns.x = (ns.x, ns.x) %}{% set ns.y = (ns.y, ns.y) %}{% endfor %}{{ {ns.x: 1}[ns.y] }}")]
    [InlineData("{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x < ns.y }}")]
    [InlineData("{% set ns = namespace(x=[]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}")]
    [InlineData("{% set ns = namespace(x=[]) %}{% for i in range(90000) %}{% set ns.x = {'a': ns.x} %}{% endfor %}{{ ns.x|tojson }}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = namespace(a=ns.x, b=ns.x) %}{% endfor %}{{ ns }}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% macro m(x) %}{{ m([x]) }}{% endmacro %}{{ m(1) }}")]
    [InlineData("{% macro m() %}{{ caller() }}{% endmacro %}{% macro n() %}{% call m() %}{{ n() }}{% endcall %}{% endmacro %}{{ n() }}")]
    [InlineData("{% for x in [1] recursive %}{{ loop([x]) }}{% endfor %}")]
    [InlineData("{{ '%.1001f' % 1.5 }}")]
    [InlineData("{{ '{:.2000000000e}'.format(1.5) }}")]
    [InlineData("{{ '{:2000000000,}'.format(1) }}")]
    [InlineData("{{ '%.2000000000x' % 1 }}")]
    [InlineData("{{ strftime_now('%2000000000d') }}")]
    [InlineData("{{ ('a' * 90000).translate({97: 'b' * 90000}) }}")]
    [InlineData("{{ range(1000)|sort(attribute=','.join(['a'] * 9000)) }}")]
    [InlineData("{{ ([{}] * 9000)|map(attribute='.'.join(['a'] * 9000), default={})|list }}")]
    [InlineData("{% block a %}{{ self.a() }}{% endblock %}")]
    [InlineData("{% for i in range(10000) %}{% set x = 3 ** 9000 %}{% endfor %}")]
    [InlineData("{% for i in range(10000) %}{% set x = '%x' % 3 ** 9000 %}{% endfor %}")]
    [InlineData("{% set a = 'x' * 90000 %}{% set b = 'x' * 89999 ~ 'y' %}{% for i in range(10000) %}{{ a == b }}{% endfor %}")]
    [InlineData("{% set a = 'x' * 90000 %}{% set b = ['x' * 89999 ~ 'y'] * 1000 %}{{ a in b }}")]
    [InlineData("{% set a = 'x' * 90000 %}{% set b = [a, 'x' * 89999 ~ 'y'] * 1000 %}{{ b|sort|length }}")]
    [InlineData("{% set a = 'x' * 90000 %}{% set d = {1: 2} %}{% for i in range(10000) %}{{ d[a] }}{{ d.get(a) }}{{ a in d }}{% endfor %}")]
    [InlineData("{% set ns = namespace(g=[1]) %}{% for i in range(30000) %}{% set ns.g = ns.g|map('string') %}{% endfor %}{{ ns.g|list }}")]
    public void Fails_where_a_template_costs_too_much(string template)
    {
        var e = Assert.Throws<JinjaException>(() => Render(template));
        Assert.Equal(JinjaErrorKind.Limit, e.Kind);
    }

    [Theory]
    [InlineData("{{ ", "(", "1", ")", " }}")]
    [InlineData("{{ ", "[", "1", "]", " }}")]
    [InlineData("{{ ", "{1: ", "1", "}", " }}")]
    [InlineData("{{ ", "not ", "1", "", " }}")]
    [InlineData("{{ ", "- ", "1", "", " }}")]
    [InlineData("{{ ", "1 + ", "1", "", " }}")]
    [InlineData("{{ ", "1 ** ", "1", "", " }}")]
    [InlineData("{{ ", "1 and ", "1", "", " }}")]
    [InlineData("{{ ", "1 if 1 else ", "1", "", " }}")]
    [InlineData("{{ ", "f(", "1", ")", " }}")]
    [InlineData("{{ x", ".a", "", "", " }}")]
    [InlineData("{{ x", "[0]", "", "", " }}")]
    [InlineData("{{ x", "|string", "", "", " }}")]
    [InlineData("{{ x", " is defined", "", "", " }}")]
    [InlineData("{{ x", "()", "", "", " }}")]
    [InlineData("", "{% if 1 %}", "", "{% endif %}", "")]
    [InlineData("", "{% for x in [1] %}", "", "{% endfor %}", "")]
    [InlineData("", "{% filter upper %}", "", "{% endfilter %}", "")]
    [InlineData("{% for ", "(", "a", ")", " in x %}{% endfor %}")]
    [SuppressMessage("Usage", "xUnit1025", Justification = "The rows differ.")]
    public void Fails_where_a_template_nests_too_deeply(string start, string open, string middle, string close, string end)
    {
        const int Depth = 20_000;
        var template = start + string.Concat(Enumerable.Repeat(open, Depth)) + middle + string.Concat(Enumerable.Repeat(close, Depth)) + end;
        var e = Assert.Throws<JinjaException>(() => JinjaTemplate.Parse(template, "deep"));
        Assert.NotEqual(JinjaErrorKind.Evaluation, e.Kind);
    }

    [Fact]
    public void Reads_what_nests_as_deeply_as_in_Python()
    {
        const int Depth = 60;
        var template = $"{{{{ {new string('(', Depth)}1{new string(')', Depth)} + {new string('[', Depth)}1{new string(']', Depth)}|length }}}}";
        Assert.Equal("2", Render(template));
    }

    [Fact]
    public void Fails_where_a_template_is_too_long()
    {
        var e = Assert.Throws<JinjaException>(() => JinjaTemplate.Parse(new string('a', 101), "long", new JinjaLimits { SourceLength = 100 }));
        Assert.Equal(JinjaErrorKind.Limit, e.Kind);
    }

    [Fact]
    public void Survives_a_deep_template_on_a_small_stack()
    {
        const int SmallStack = 256 * 1024;
        var template = string.Concat(Enumerable.Repeat("{% if 1 %}", 150)) + "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"
            + string.Concat(Enumerable.Repeat("{% endif %}", 150));
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() => Render(template)), SmallStack);
        thread.Start();
        thread.Join();
        Assert.Equal(JinjaErrorKind.Limit, Assert.IsType<JinjaException>(failure).Kind);
    }

    [Fact]
    public void Reads_many_parameters_and_arguments_in_linear_time()
    {
        // 40 000 names each: to look for each among all others would take 1.6 billion comparisons, three times.
        var names = Enumerable.Range(0, 40_000).Select(i => $"a{i}=1").ToArray();
        var list = string.Join(',', names);
        Assert.Equal("1", Render($"{{% macro m({list}) %}}{{{{ a39999 }}}}{{% endmacro %}}{{{{ m({list}) }}}}", JinjaLimits.Default));
    }

    [Fact]
    public void Wraps_a_long_word_in_linear_time()
    {
        const string Template = "{{ ('a' * 400000)|wordwrap(1)|length }}";
        Assert.Equal("799999", Render(Template, JinjaLimits.Default));
    }

    [Fact]
    public void Fails_where_many_branches_take_over_many_variables()
    {
        var template = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{{{{a{i}}}}}"))
            + string.Concat(Enumerable.Repeat("{%if 1%}{%endif%}", 20_000));
        var e = Assert.Throws<JinjaException>(() => JinjaTemplate.Parse(template, "branches"));
        Assert.Equal(JinjaErrorKind.Limit, e.Kind);
    }

    [Fact]
    public void Finds_a_long_string_in_a_long_string_in_linear_time()
    {
        // 40 000 characters times 20 000 that almost match: quadratic search would take 800 million comparisons for each of 1 000 turns.
        const string Template =
            "{% set hay = 'a' * 40000 %}{% set needle = 'a' * 20000 + 'b' %}{% for i in range(1000) %}{{ needle in hay }}{% endfor %}";
        Assert.Equal(string.Concat(Enumerable.Repeat("False", 1000)), JinjaTemplate.Parse(Template, "search").Render(JinjaValue.FromDict([]), cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var template = JinjaTemplate.Parse("{% for i in range(100000) %}{{ i }}{% endfor %}", "cancelled");
        Assert.Throws<OperationCanceledException>(() => template.Render(JinjaValue.FromDict([]), cancellationToken: source.Token));
    }

    private static string Render(string template) => Render(template, Small);

    private static string Render(string template, JinjaLimits limits) =>
        JinjaTemplate.Parse(template, "limits", limits).Render(JinjaValue.FromDict([]), cancellationToken: TestContext.Current.CancellationToken);
}
