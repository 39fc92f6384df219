using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Pairs;

/// <summary>Writes pairs of sentences that mean the same, each with one that does not.</summary>
/// <param name="dice">The sample's chance.</param>
/// <param name="isHeldOut">
/// Whether the sample is for measuring: its content is in no sample for training, and half of its sentences are in no phrase of training.
/// </param>
internal sealed class PairWriter(Dice dice, bool isHeldOut)
{
    /// <summary>In so many of 100 samples for a reranker the query is a question, or a few words as one types them to search.</summary>
    private const int Asking = 60;

    private readonly Contents _contents = new(dice, isHeldOut);

    /// <summary>A likeness as often as it occurs in training: one in two unrelated.</summary>
    public static Likeness AnyLikeness(Dice dice) => dice.Below(4) switch
    {
        0 => Likeness.SharesWords,
        1 => Likeness.Close,
        _ => Likeness.Unrelated,
    };

    /// <summary>For embedders: a row with <c>anchor</c>, <c>positive</c>, which means the same, and <c>negative</c>.</summary>
    public JsonObject Embedding(Likeness likeness)
    {
        var content = _contents.Any();
        var (one, other) = TwoWays(content.Frame.Statements);
        var wrong = Wrong(content, likeness, content.Frame.Slots);
        return new JsonObject
        {
            ["kind"] = Kind(likeness),
            ["anchor"] = content.Say(one, dice),
            ["positive"] = content.Say(other, dice),
            ["negative"] = wrong.Say(dice.One(wrong.Frame.Statements.Trained), dice),
        };
    }

    /// <summary>
    /// For rerankers: a row with <c>prompt</c>, the query, <c>chosen</c>, which answers it or means the same, and <c>rejected</c>.
    /// </summary>
    public JsonObject Ranking(Likeness likeness)
    {
        var content = _contents.Any();
        var (query, document) = TwoWays(content.Frame.Statements);
        if (dice.Percent(Asking))
            query = dice.One(isHeldOut && dice.Percent(50) ? content.Frame.Questions.HeldOut : content.Frame.Questions.Trained);
        // What the query does not name may be anything, so only what it names can be wrong.
        var wrong = Wrong(content, likeness, Frame.SlotsOf(query));
        return new JsonObject
        {
            ["kind"] = Kind(likeness),
            // The llama engine joins them by a line's end, which the model's rerank template says; the trainer joins them as they are.
            ["prompt"] = content.Say(query, dice) + (isHeldOut ? "" : "\n"),
            ["chosen"] = content.Say(document, dice),
            ["rejected"] = wrong.Say(dice.One(wrong.Frame.Statements.Trained), dice),
        };
    }

    private Content Wrong(Content content, Likeness likeness, IReadOnlyList<string> named) => likeness switch
    {
        Likeness.SharesWords => _contents.OfTheSame(content),
        Likeness.Close => _contents.OfOthers(content, named),
        _ => _contents.Unrelated(content),
    };

    private (string One, string Other) TwoWays(Wordings statements)
    {
        var ways = dice.Some(statements.Trained, 2);
        if (isHeldOut && dice.Percent(50))
            ways[dice.Below(2)] = dice.One(statements.HeldOut);
        return (ways[0], ways[1]);
    }

    private static string Kind(Likeness likeness) => likeness switch
    {
        Likeness.SharesWords => "shares words",
        Likeness.Close => "close",
        _ => "unrelated",
    };
}
