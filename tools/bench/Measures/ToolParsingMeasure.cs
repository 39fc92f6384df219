using System.Diagnostics;
using LocalAI.Plugins.Bench.Models;
using LocalAI.Plugins.Bench.Peers;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Chat.Parsing;
using LocalAI.Plugins.Llama.Chat.Reasoning;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>What taking an answer with tool calls apart costs a token, against the time in which the 25M model computes one.</summary>
internal sealed class ToolParsingMeasure : IMeasure
{
    private const int Tokens = 256;
    private const int SlotContext = 2048;
    private const int PieceLength = 4;
    private const string Template = "Qwen-Qwen3-0.6B.jinja";

    private const string Functions = """
        [{"type": "function", "function": {"name": "write", "parameters": {"type": "object", "properties": {"text": {"type": "string"}}}}}]
        """;

    private readonly Workbench _bench;
    private readonly string _answer;
    private ChatFormat? _format;
    private ToolList _tools = ToolList.Empty;
    private BareLoop? _bare;

    public ToolParsingMeasure(Workbench bench)
    {
        _bench = bench;
        var arguments = $"{{\"text\": \"{WordVocabulary.Text(300, seed: 1)}\"}}";
        var call = $"<tool_call>\n{{\"name\": \"write\", \"arguments\": {arguments}}}\n</tool_call>";
        _answer = $"<think>\n{WordVocabulary.Text(300, seed: 2)}\n</think>\n\n{WordVocabulary.Text(100, seed: 3)}\n{call}\n{call}";
        Sides =
        [
            new Side("a piece of an answer", _ => Task.FromResult(Parse())),
            new Side("a token of the bare loop", _ => Task.FromResult(Compute())),
        ];
    }

    public string Name => "tool-parsing";

    public string Title => $"taking an answer with tool calls apart, in pieces of {PieceLength} characters ÷ a token of 25M q8_0";

    public string Unit => "µs";

    public Target Target => Target.UpTo(0.03);

    public IReadOnlyList<Side> Sides { get; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var source = await File.ReadAllTextAsync(Path.Combine(_bench.ChatTemplates(), Template), cancellationToken);
        _format = ChatFormat.Of(new ChatTemplate(source, begin: "", end: ""));
        if (!ToolList.TryRead(Functions, out _tools, out var fault))
            throw new InvalidOperationException(fault);
        _bare = new BareLoop(_bench.LlamaPlugin, new ModelSetup(_bench.RandomModel(), 1, SlotContext));
    }

    public ValueTask DisposeAsync()
    {
        _bare?.Dispose();
        return ValueTask.CompletedTask;
    }

    private double Parse()
    {
        var parser = new ChatOutputParser(_format!.Tools, _tools, ReasoningFormat.DeepSeek, startsInReasoning: false);
        var pieces = 0;
        var started = Stopwatch.GetTimestamp();
        for (var at = 0; at < _answer.Length; at += PieceLength)
        {
            parser.Append(_answer.AsSpan(at, Math.Min(PieceLength, _answer.Length - at)));
            pieces++;
        }
        parser.Finish();
        var elapsed = Stopwatch.GetElapsedTime(started);
        return parser.Calls == 2
            ? elapsed.TotalMicroseconds / pieces
            : throw new InvalidOperationException($"The parser found {parser.Calls} calls instead of 2.");
    }

    private double Compute()
    {
        var started = Stopwatch.GetTimestamp();
        _bare!.Generate(WordVocabulary.Texts(1), Tokens);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Tokens;
    }
}
