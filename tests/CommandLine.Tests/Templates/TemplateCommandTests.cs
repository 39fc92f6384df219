using System.Text.Json;

namespace LocalAI.CommandLine.Tests.Templates;

public sealed class TemplateCommandTests
{
    [Fact]
    public async Task Answers_each_line_in_order()
    {
        using var folder = new TemporaryFolder();
        var template = Write(folder, "{{ bos }}{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}");
        var answers = await RenderAsync(
            Line(template, """{"bos": "<s>", "messages": [{"role": "user", "content": "Grüße 😀"}]}"""),
            Line(template, """{"messages": []}"""));
        Assert.Equal(["<s>user: Grüße 😀\n", ""], answers.Select(answer => answer.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Names_the_line_that_is_broken_and_goes_on()
    {
        using var folder = new TemporaryFolder();
        var good = Write(folder, "ok");
        var answers = await RenderAsync(
            "{", """{"template": 5}""", Line("missing.jinja", "{}"), Line(Write(folder, "{{ 1 + }}"), "{}"), Line(good, "[]"), "", Line(good, "{}"));
        Assert.Equal(7, answers.Length);
        for (var i = 0; i < 6; i++)
            Assert.StartsWith($"Line {i + 1}: ", answers[i].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("line 1, column 8", answers[3].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("ok", answers[6].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Shows_templates_the_time_that_it_is_given()
    {
        using var folder = new TemporaryFolder();
        var template = Write(folder, "{{ strftime_now('%Y-%m-%d %H:%M:%S') }}");
        using var terminal = new RecordedTerminal(Line(template, "{}"));
        Assert.Equal(0, await terminal.RunAsync("template", "render", "--batch", "-", "--now", "2026-07-04T12:00:00"));
        Assert.Equal("{\"text\":\"2026-07-04 12:00:00\"}\n", terminal.Output);
    }

    [Fact]
    public async Task Refuses_a_time_that_is_none()
    {
        using var terminal = new RecordedTerminal();
        Assert.Equal(1, await terminal.RunAsync("template", "render", "--batch", "-", "--now", "soon"));
        Assert.Contains("soon", terminal.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_the_lines_of_a_file()
    {
        using var folder = new TemporaryFolder();
        var batch = Path.Combine(folder.Path, "batch.jsonl");
        await File.WriteAllTextAsync(batch, Line(Write(folder, "{{ x }}"), """{"x": 1.0}""") + "\n", TestContext.Current.CancellationToken);
        using var terminal = new RecordedTerminal();
        Assert.Equal(0, await terminal.RunAsync("template", "render", "--batch", batch));
        Assert.Equal("{\"text\":\"1.0\"}\n", terminal.Output);
    }

    private static async Task<JsonElement[]> RenderAsync(params string[] lines)
    {
        using var terminal = new RecordedTerminal(string.Join('\n', lines));
        Assert.Equal(0, await terminal.RunAsync("template", "render", "--batch", "-"));
        return [.. terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private static string Line(string template, string inputs) => $"{{\"template\": {JsonSerializer.Serialize(template)}, \"inputs\": {inputs}}}";

    private static string Write(TemporaryFolder folder, string template)
    {
        var file = Path.Combine(folder.Path, $"{Guid.NewGuid():N}.jinja");
        File.WriteAllText(file, template);
        return file;
    }
}
