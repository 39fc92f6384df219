using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Tools that do one thing, under the several names by which services offer it.</summary>
/// <param name="names">What such a function may be called.</param>
/// <param name="descriptions">How it may be described, as phrases.</param>
/// <param name="refusal">What the assistant says where it would need such a tool and has none.</param>
internal abstract class ToolKind(IReadOnlyList<string> names, IReadOnlyList<string> descriptions, string refusal)
{
    /// <summary>What the assistant says where it would need such a tool and has none.</summary>
    public string Refusal { get; } = refusal;

    /// <summary>Whether one can ask again in a few words: "And in Rome?"</summary>
    public virtual bool HasFollowUp => false;

    /// <summary>A tool of this kind as a request shows it.</summary>
    public ToolSchema Show(Writer writer) => new(writer.Dice.One(names), writer.Say(descriptions), Parameters(writer));

    /// <summary>A use of a tool of this kind.</summary>
    /// <param name="writer">The sample's writer.</param>
    /// <param name="tool">The tool as it was shown.</param>
    /// <param name="isFollowUp">Whether the question comes behind another of the kind, and may be short.</param>
    public abstract ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false);

    /// <summary>The parameters, under one of their names.</summary>
    protected abstract IReadOnlyList<ToolParameter> Parameters(Writer writer);

    /// <summary>Arguments for a tool's parameters in their order; null leaves one out.</summary>
    protected static JsonObject Arguments(ToolSchema tool, params JsonNode?[] values)
    {
        var arguments = new JsonObject();
        foreach (var (parameter, value) in tool.Parameters.Zip(values))
        {
            if (value is not null)
                arguments[parameter.Name] = value;
        }
        return arguments;
    }

    /// <summary>One of the ways in which a service says that it did what it should.</summary>
    protected static JsonObject Done(Writer writer, string word) => writer.Dice.Below(4) switch
    {
        0 => new JsonObject { ["status"] = "ok" },
        1 => new JsonObject { ["success"] = true },
        2 => new JsonObject { ["ok"] = true },
        _ => new JsonObject { ["status"] = word },
    };
}
