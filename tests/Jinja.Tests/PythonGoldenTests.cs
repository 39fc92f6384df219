using System.Text.Json;

namespace LocalAI.Plugins.Jinja.Tests;

/// <summary>Small templates against Python's Jinja 3.1.6; Data/make-golden.py made the expected texts.</summary>
public sealed class PythonGoldenTests
{
    private static readonly JinjaValue Inputs = ReadInputs();

    [Theory]
    [InlineData("operators")]
    [InlineData("subscripts")]
    [InlineData("filters")]
    [InlineData("methods")]
    [InlineData("tests")]
    [InlineData("literals")]
    [InlineData("formats")]
    [InlineData("statements")]
    public void Gives_what_Python_gives(string area)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestFiles.Data, $"{area}.golden.json")));
        var failures = new List<string>();
        foreach (var item in golden.RootElement.EnumerateArray())
        {
            var template = item[0].GetString()!;
            var expected = item[1].GetString();
            var actual = Render(template, out var error);
            if (actual != expected)
                failures.Add($"{template}\n  expected: {expected ?? "an error"}\n  actual:   {actual ?? error}");
        }
        Assert.True(failures.Count == 0, $"{failures.Count} differ:\n{string.Join('\n', failures)}");
    }

    private static string? Render(string template, out string? error)
    {
        error = null;
        try
        {
            return JinjaTemplate.Parse(template, "case").Render(Inputs, FixedClock.Instance, TestContext.Current.CancellationToken);
        }
        catch (JinjaException e)
        {
            error = e.Message;
            return null;
        }
    }

    private static JinjaValue ReadInputs()
    {
        using var inputs = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestFiles.Data, "inputs.json")));
        return JinjaValue.From(inputs.RootElement);
    }
}
