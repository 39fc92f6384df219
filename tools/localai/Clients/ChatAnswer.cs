using System.Text;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>One answer of the model, put together from its pieces.</summary>
internal sealed class ChatAnswer
{
    private readonly StringBuilder _content = new();
    private readonly StringBuilder _reasoning = new();
    private readonly SortedDictionary<int, ToolCallDelta> _calls = [];

    /// <summary>What it says.</summary>
    public string Content => _content.ToString();

    /// <summary>What it thought before.</summary>
    public string Reasoning => _reasoning.ToString();

    /// <summary>The tools it calls, each with its whole arguments.</summary>
    public IReadOnlyCollection<ToolCallDelta> ToolCalls => _calls.Values;

    /// <summary>Adds a piece.</summary>
    public void Add(ChatDelta delta)
    {
        _content.Append(delta.Content);
        _reasoning.Append(delta.ReasoningContent);
        foreach (var piece in delta.ToolCalls)
        {
            if (!_calls.TryGetValue(piece.Index, out var call))
                _calls.Add(piece.Index, call = new ToolCallDelta { Index = piece.Index });
            if (piece.Id.Length > 0)
                call.Id = piece.Id;
            if (piece.Name.Length > 0)
                call.Name = piece.Name;
            call.Arguments += piece.Arguments;
        }
    }
}
