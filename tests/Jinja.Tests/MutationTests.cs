using System.Text.Json;

namespace LocalAI.Plugins.Jinja.Tests;

/// <summary>Damaged templates: each renders or fails as a template does, whatever was cut, doubled or moved.</summary>
public sealed class MutationTests
{
    private const int MutationsOfEach = 20;

    private static readonly string[] Pieces =
        ["{%", "%}", "{{", "}}", "{#", "-", "(", ")", "[", "]", "|", ".", ",", "'", "if", "for", "in", "else", "set", "loop", "caller", "is", "not", "endif", "~", "**", "=", ":"];

    [Fact]
    public void Damaged_templates_fail_as_templates_do()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestFiles.Data, "statements.golden.json")));
        using var inputs = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestFiles.Data, "inputs.json")));
        var variables = JinjaValue.From(inputs.RootElement);
        var limits = new JinjaLimits { Steps = 50_000, OutputLength = 50_000, TextLength = 50_000, Items = 10_000, Allocation = 1_000_000 };
        var random = new Random(1);
        foreach (var item in golden.RootElement.EnumerateArray())
        {
            for (var i = 0; i < MutationsOfEach; i++)
            {
                var template = Mutate(item[0].GetString()!, random);
                var failure = Record.Exception(() =>
                    JinjaTemplate.Parse(template, "damaged", limits).Render(variables, cancellationToken: TestContext.Current.CancellationToken));
                Assert.True(failure is null or JinjaException, $"{template}\n{failure}");
            }
        }
    }

    private static string Mutate(string template, Random random)
    {
        for (var i = random.Next(1, 4); i > 0 && template.Length > 2; i--)
        {
            var at = random.Next(template.Length);
            var length = random.Next(1, Math.Min(8, template.Length - at) + 1);
            template = random.Next(4) switch
            {
                0 => template.Remove(at, length),
                1 => template.Insert(at, template.Substring(at, length)),
                2 => template.Insert(at, Pieces[random.Next(Pieces.Length)]),
                _ => template.Remove(at, length).Insert(random.Next(template.Length - length + 1), template.Substring(at, length)),
            };
        }
        return template;
    }
}
