namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>A text as a model's tokens, or several in a row.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="Learnt">Which of them are learnt; never the first of a text, which nothing predicts.</param>
internal sealed record EncodedText(int[] Tokens, bool[] Learnt)
{
    /// <summary>Where each text begins.</summary>
    public IReadOnlyList<int> Starts { get; init; } = [0];

    /// <summary>Tokens.</summary>
    public int Length => Tokens.Length;

    /// <summary>Tokens that are learnt.</summary>
    public int LearntCount { get; } = Learnt.Count(learnt => learnt);

    /// <summary>Puts texts in a row.</summary>
    public static EncodedText Join(IReadOnlyList<EncodedText> texts)
    {
        var starts = new List<int>();
        var written = 0;
        foreach (var text in texts)
        {
            starts.AddRange(text.Starts.Select(start => written + start));
            written += text.Length;
        }
        return new EncodedText([.. texts.SelectMany(text => text.Tokens)], [.. texts.SelectMany(text => text.Learnt)]) { Starts = starts };
    }
}
