namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>The texts of a sample as a model would read them, for making its vocabulary.</summary>
internal static class SampleTexts
{
    /// <param name="sample">The sample.</param>
    /// <param name="writer">Writes conversations; without one their texts are left out.</param>
    public static IEnumerable<string> Of(Sample sample, ConversationWriter? writer)
    {
        Turns?[] parts = [sample.Prompt, sample.Answer, sample.Rejected];
        foreach (var part in parts.OfType<Turns>())
        {
            if (!string.IsNullOrEmpty(part.Text))
                yield return part.Text;
            else if (part.Messages.Count > 0 && writer is not null)
                yield return writer.WritePrompt(part.Messages, sample.Tools, sample.EnablesThinking);
        }
    }
}
