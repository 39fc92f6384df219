using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Bench.Peers;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Jinja;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Real chat templates with all their cases, rendered by our engine in this process and by @huggingface/jinja in node.</summary>
/// <param name="bench">Where the templates are.</param>
/// <param name="parses">Whether each template is parsed again before each case.</param>
internal sealed class TemplateMeasure(Workbench bench, bool parses) : IMeasure
{
    private readonly List<(string Source, JinjaTemplate Template, JinjaValue Inputs)> _cases = [];
    private readonly List<string?> _golden = [];
    private string?[] _texts = [];
    private JinjaPeer? _peer;

    public string Name => parses ? "template-parse" : "template";

    public string Title => $"chat templates, {(parses ? "parse and render" : "render")} ÷ @huggingface/jinja";

    public string Unit => "ms";

    public Target Target => Target.UpTo(1.0);

    /// <summary>Both sides compile while they run.</summary>
    public int WarmUpRounds => 20;

    public int LeastRounds => 15;

    public IReadOnlyList<Side> Sides =>
    [
        new Side("engine", _ => Task.FromResult(Run())),
        new Side("@huggingface/jinja", async token => 1000 * await _peer!.RunAsync(parses, token)),
    ];

    public IEnumerable<string> Notes
    {
        get
        {
            if (_texts.Length > 0)
                yield return $"the engine gave what Python gives in {Equal(_texts)} of {_golden.Count} cases.";
            if (_peer?.Texts.Length > 0)
                yield return $"@huggingface/jinja gave what Python gives in {Equal(_peer.Texts)} of {_golden.Count} cases.";
        }
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var cases = new JsonArray();
        foreach (var file in Directory.GetFiles(bench.ChatTemplates(), "*.golden.json").Order(StringComparer.Ordinal))
        {
            var source = await File.ReadAllTextAsync(file.Replace(".golden.json", ".jinja", StringComparison.Ordinal), cancellationToken);
            using var golden = JsonDocument.Parse(await File.ReadAllTextAsync(file, cancellationToken));
            var template = JinjaTemplate.Parse(source, Path.GetFileName(file));
            foreach (var item in golden.RootElement.EnumerateArray())
            {
                var inputs = item.GetProperty("inputs");
                _cases.Add((source, template, JinjaValue.From(inputs)));
                _golden.Add(item.TryGetProperty("expected", out var expected) ? expected.GetString() : null);
                cases.Add(new JsonObject { ["template"] = source, ["inputs"] = JsonNode.Parse(inputs.GetRawText()) });
            }
        }
        var script = await NodeInstallation.EnsureJinjaAsync(bench, cancellationToken);
        _peer = await JinjaPeer.StartAsync(script, cases.ToJsonString(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_peer is not null)
            await _peer.DisposeAsync();
    }

    private double Run()
    {
        var texts = new string?[_cases.Count];
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < texts.Length; i++)
        {
            var (source, template, inputs) = _cases[i];
            try
            {
                texts[i] = (parses ? JinjaTemplate.Parse(source, "case") : template).Render(inputs, GoldenTime.Instance);
            }
            catch (JinjaException)
            {
                texts[i] = null;
            }
        }
        var elapsed = Stopwatch.GetElapsedTime(started);
        _texts = texts;
        return elapsed.TotalMilliseconds;
    }

    private int Equal(string?[] texts) => texts.Zip(_golden).Count(pair => pair.First == pair.Second);

    /// <summary>The time at which the golden texts were made.</summary>
    private sealed class GoldenTime : TimeProvider
    {
        public static readonly GoldenTime Instance = new();

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 7, 4, 12, 0, 0, TimeSpan.Zero);
    }
}
