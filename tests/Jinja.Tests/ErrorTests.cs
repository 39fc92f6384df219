namespace LocalAI.Plugins.Jinja.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("a\n  {{ 1 + }}", 2, 10, JinjaErrorKind.Syntax)]
    [InlineData("{% if x %}\nb", 1, 4, JinjaErrorKind.Syntax)]
    [InlineData("\n\n{{ 'a }}", 3, 4, JinjaErrorKind.Syntax)]
    [InlineData("{{ 1|nope }}", 1, 6, JinjaErrorKind.Syntax)]
    [InlineData("a\r\nb {{ missing.x }}", 2, 13, JinjaErrorKind.Evaluation)]
    [InlineData("{{ 1 }}\n{{ 'a' + 1 }}", 2, 8, JinjaErrorKind.Evaluation)]
    [InlineData("{% for i in 5 %}{% endfor %}", 1, 4, JinjaErrorKind.Evaluation)]
    [InlineData("x\n{{ raise_exception('no roles') }}", 2, 19, JinjaErrorKind.Raised)]
    public void Names_the_template_the_line_and_the_column(string template, int line, int column, JinjaErrorKind kind)
    {
        var e = Assert.Throws<JinjaException>(() => JinjaTemplate.Parse(template, "chat.jinja").Render(JinjaValue.FromDict([]), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal((kind, "chat.jinja", line, column), (e.Kind, e.Template, e.Line, e.Column));
        Assert.StartsWith($"chat.jinja, line {line}, column {column}: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hands_on_what_the_template_raises()
    {
        var e = Assert.Throws<JinjaException>(() =>
            JinjaTemplate.Parse("{{ raise_exception('Roles must alternate') }}", "chat").Render(JinjaValue.FromDict([]), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("Roles must alternate", e.Reason);
    }

    [Fact]
    public void Names_the_inputs_that_a_template_reads()
    {
        var template = JinjaTemplate.Parse(
            "{% set a = tools %}{% for m in messages %}{{ m.x ~ eos_token }}{% macro f(p) %}{{ p ~ bos }}{% endmacro %}{% endfor %}{{ range(a) }}",
            "names");
        Assert.Equal(["bos", "eos_token", "messages", "tools"], template.Inputs);
    }
}
