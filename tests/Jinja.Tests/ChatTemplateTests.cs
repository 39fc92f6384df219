using System.Text.Json;

namespace LocalAI.Plugins.Jinja.Tests;

/// <summary>Real chat templates, against what Python's Jinja 3.1.6 rendered in the sandbox of the library transformers.</summary>
public sealed class ChatTemplateTests
{
    [Fact]
    public void Renders_every_golden_case_of_every_template_as_Python_does()
    {
        var failures = new List<string>();
        var count = 0;
        foreach (var file in Directory.GetFiles(TestFiles.SharedTemplates(), "*.golden.json").Order())
        {
            using var golden = JsonDocument.Parse(File.ReadAllText(file));
            var template = JinjaTemplate.Parse(File.ReadAllText(file.Replace(".golden.json", ".jinja", StringComparison.Ordinal)), Path.GetFileName(file));
            foreach (var item in golden.RootElement.EnumerateArray())
            {
                count++;
                if (Difference(template, item) is { } difference)
                    failures.Add($"{Path.GetFileName(file)} {item.GetProperty("case").GetString()}: {difference}");
            }
        }
        Assert.True(count > 0);
        Assert.Empty(failures);
    }

    private static string? Difference(JinjaTemplate template, JsonElement item)
    {
        var expected = item.TryGetProperty("expected", out var text) ? text.GetString() : null;
        try
        {
            var actual = template.Render(JinjaValue.From(item.GetProperty("inputs")), FixedClock.Instance, TestContext.Current.CancellationToken);
            return actual == expected ? null : $"rendered {actual}";
        }
        catch (JinjaException e)
        {
            return expected is null ? null : e.Message;
        }
    }
}
