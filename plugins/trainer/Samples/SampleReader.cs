using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Datasets;

namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>
/// Finds in a row's columns what a training method learns from, by the names that the Hugging Face libraries use: <c>text</c>;
/// <c>prompt</c> and <c>completion</c> (or <c>instruction</c>, <c>input</c>, <c>output</c>); <c>messages</c> (or <c>conversations</c>) with
/// <c>tools</c> and <c>enable_thinking</c>; <c>chosen</c> and <c>rejected</c>; <c>label</c>; <c>anchor</c>, <c>positive</c> and
/// <c>negative</c>.
/// </summary>
/// <param name="method">What the model is trained for.</param>
/// <param name="path">The dataset's path, for errors.</param>
internal sealed class SampleReader(TrainingMethod method, string path)
{
    private const int MostMessages = 10_000;

    private static readonly string[] AnswerColumns = ["completion", "response", "output", "answer"];
    private static readonly string[] PromptColumns = ["prompt", "instruction", "question"];
    private static readonly string[] MessageColumns = ["messages", "conversations"];

    /// <summary>What to learn from a row.</summary>
    /// <exception cref="EngineException">A column is missing or holds something else; the sentence names the row.</exception>
    public Sample Read(DatasetRow row)
    {
        var sample = new Sample(row.Place) { Tools = Tools(row), EnablesThinking = Truth(row, "enable_thinking"), Columns = row.Columns };
        return method switch
        {
            TrainingMethod.Sft => Supervised(row, sample),
            TrainingMethod.Dpo or TrainingMethod.Orpo or TrainingMethod.Reward => Compared(row, sample),
            TrainingMethod.Kto => Judged(row, sample),
            TrainingMethod.Embedding => Alike(row, sample),
            _ => Asked(row, sample),
        };
    }

    private Sample Supervised(DatasetRow row, Sample sample)
    {
        if (Find(row, MessageColumns) is { } conversation)
            return sample with { Answer = Turns.Of(Messages(row, conversation)) };
        if (Find(row, PromptColumns) is not null || Find(row, AnswerColumns) is not null)
            return sample with { Prompt = Prompt(row), Answer = Required(row, AnswerColumns) };
        return Find(row, ["text"]) is not null
            ? sample with { Answer = Required(row, ["text"]) }
            : throw Missing(row, "'messages', 'prompt' with 'completion', or 'text'");
    }

    private Sample Compared(DatasetRow row, Sample sample)
    {
        var (chosen, rejected) = (Required(row, ["chosen"]), Required(row, ["rejected"]));
        if (Find(row, PromptColumns) is not null || chosen.Text is not null || rejected.Text is not null)
            return sample with { Prompt = Prompt(row), Answer = chosen, Rejected = rejected };
        // Two whole conversations: what they have in common is the prompt.
        var common = chosen.Messages.Zip(rejected.Messages).TakeWhile(pair => JsonElement.DeepEquals(pair.First, pair.Second)).Count();
        common = Math.Min(common, Math.Min(chosen.Messages.Count, rejected.Messages.Count) - 1);
        return sample with
        {
            Prompt = Turns.Of([.. chosen.Messages.Take(common)]),
            Answer = Turns.Of([.. chosen.Messages.Skip(common)]),
            Rejected = Turns.Of([.. rejected.Messages.Skip(common)]),
        };
    }

    private Sample Judged(DatasetRow row, Sample sample) => sample with
    {
        Prompt = Prompt(row),
        Answer = Required(row, AnswerColumns),
        IsGood = Truth(row, "label") ?? throw Missing(row, "'label'"),
    };

    private Sample Alike(DatasetRow row, Sample sample) => sample with
    {
        Prompt = Sentence(row, "anchor") ?? throw Missing(row, "'anchor'"),
        Answer = Sentence(row, "positive") ?? throw Missing(row, "'positive'"),
        Rejected = Sentence(row, "negative"),
    };

    private Turns? Sentence(DatasetRow row, string column) => Find(row, [column]) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => Turns.Of(text.GetString()!),
        _ => throw DatasetFault.Refuse(path, row.Place, $"has a '{column}' that is no string", "correct it"),
    };

    private bool? Truth(DatasetRow row, string column) => Find(row, [column]) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var good) => good,
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) => value > 0,
        _ => throw DatasetFault.Refuse(path, row.Place, $"has a '{column}' that is neither true nor false", "correct it"),
    };

    private Sample Asked(DatasetRow row, Sample sample) => Prompt(row) is { IsEmpty: false } prompt
        ? sample with { Prompt = prompt }
        : Find(row, MessageColumns) is { } conversation
            ? sample with { Prompt = Turns.Of(Messages(row, conversation)) }
            : throw Missing(row, "'prompt'");

    private Turns Prompt(DatasetRow row)
    {
        if (Find(row, PromptColumns) is not { } prompt)
            return Turns.None;
        var turns = Part(row, prompt);
        // The layout of the Alpaca dataset: what the instruction is about stands in a column of its own.
        return turns.Text is { } text && Find(row, ["input"]) is { ValueKind: JsonValueKind.String } input && input.GetString()!.Length > 0
            ? Turns.Of($"{text}\n\n{input.GetString()}") : turns;
    }

    private Turns Required(DatasetRow row, string[] names) =>
        Find(row, names) is { } value ? Part(row, value) : throw Missing(row, $"'{names[0]}'");

    private Turns Part(DatasetRow row, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Turns.Of(value.GetString()!),
        JsonValueKind.Array => Turns.Of(Messages(row, value)),
        _ => throw DatasetFault.Refuse(path, row.Place, "has a text that is neither a string nor a list of messages", "correct it"),
    };

    private List<JsonElement> Messages(DatasetRow row, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > MostMessages)
            throw DatasetFault.Refuse(path, row.Place, $"has no list of 1 to {MostMessages:N0} messages", "correct it");
        var messages = new List<JsonElement>();
        foreach (var message in value.EnumerateArray())
        {
            if (message.ValueKind != JsonValueKind.Object || Role(message) is not { Length: > 0 })
                throw DatasetFault.Refuse(path, row.Place, "has a message without a 'role'", "correct it");
            messages.Add(Plain(message));
        }
        return messages;
    }

    /// <summary>A message as the templates know it; the ShareGPT layout has <c>from</c> and <c>value</c>.</summary>
    private static JsonElement Plain(JsonElement message)
    {
        if (!message.TryGetProperty("from", out var from) || message.TryGetProperty("role", out _))
            return message;
        var role = from.GetString() switch
        {
            "human" => "user",
            "gpt" => "assistant",
            var other => other,
        };
        var content = message.TryGetProperty("value", out var value) ? value : default;
        return JsonSerializer.SerializeToElement(new Dictionary<string, object?> { ["role"] = role, ["content"] = content });
    }

    private static string? Role(JsonElement message) =>
        message.TryGetProperty("role", out var role) || message.TryGetProperty("from", out role)
            ? role.ValueKind == JsonValueKind.String ? role.GetString() : null : null;

    private JsonElement Tools(DatasetRow row)
    {
        if (Find(row, ["tools"]) is not { } tools)
            return default;
        if (tools.ValueKind == JsonValueKind.String)
        {
            try
            {
                using var document = JsonDocument.Parse(tools.GetString()!);
                tools = document.RootElement.Clone();
            }
            catch (JsonException)
            {
                throw DatasetFault.Refuse(path, row.Place, "has 'tools' that are no JSON", "correct them");
            }
        }
        return tools.ValueKind == JsonValueKind.Array ? tools
            : throw DatasetFault.Refuse(path, row.Place, "has 'tools' that are no list", "make them an array of tools");
    }

    private static JsonElement? Find(DatasetRow row, string[] names)
    {
        foreach (var name in names)
        {
            if (row.Columns.TryGetValue(name, out var value))
                return value;
        }
        return null;
    }

    private EngineException Missing(DatasetRow row, string wanted) => DatasetFault.Refuse(
        path, row.Place, $"has the columns {Columns(row)} but not {wanted}",
        $"training_method {method.ToString().ToLowerInvariant()} needs it");

    private static string Columns(DatasetRow row) =>
        row.Columns.Count == 0 ? "(none)" : string.Join(", ", row.Columns.Keys.Take(20).Select(name => $"'{name}'"));
}
