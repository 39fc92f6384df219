using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Tokens;

namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>Writes samples as a model's tokens and marks which of them are learnt.</summary>
/// <param name="method">What the model is trained for.</param>
/// <param name="tokenizer">The model's tokens.</param>
/// <param name="writer">Writes messages; null where the model has no chat template.</param>
/// <param name="longest">Longest text, in tokens, from 2.</param>
internal sealed class SampleEncoder(TrainingMethod method, TextTokenizer tokenizer, ConversationWriter? writer, int longest)
{
    /// <summary>Texts so far that were too long and lost their ends, or the beginnings of their prompts.</summary>
    public int CutTexts { get; private set; }

    /// <summary>What to learn from samples, in their order; a conversation can become several examples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="cancellation">Looked at for each.</param>
    /// <exception cref="EngineException">A sample cannot be written, or nothing learnt is left; the sentence names its row.</exception>
    public IReadOnlyList<Example> Encode(IReadOnlyList<Sample> samples, CancellationToken cancellation)
    {
        var examples = new List<Example>(samples.Count);
        for (var i = 0; i < samples.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = samples[(i + 1) % samples.Count];
            try
            {
                examples.AddRange(Encode(samples[i], next).Select(Kept));
            }
            catch (EngineException e)
            {
                throw new EngineException(e.Failure, $"The dataset's {samples[i].Place}: {e.Message}", e);
            }
        }
        return examples;
    }

    // Only what rewards an answer looks at the sample again.
    private Example Kept(Example example) => method is TrainingMethod.Grpo or TrainingMethod.Rloo
        ? example : example with { Sample = new Sample(example.Sample.Place) { IsGood = example.Sample.IsGood } };

    private IEnumerable<Example> Encode(Sample sample, Sample next) => method switch
    {
        TrainingMethod.Sft => Supervised(sample).Select(text => new Example(sample, [text])),
        TrainingMethod.Dpo or TrainingMethod.Orpo or TrainingMethod.Reward =>
            [new Example(sample, [Answer(sample, sample.Answer), Answer(sample, sample.Rejected!)])],
        // The answer to another question tells how far the model has moved where nothing is judged.
        TrainingMethod.Kto => [new Example(sample, [Answer(sample, sample.Answer), Answer(sample, next.Answer)])],
        TrainingMethod.Embedding => [new Example(sample, [.. Sentences(sample)])],
        _ => [new Example(sample, [Question(sample)])],
    };

    private IEnumerable<EncodedText> Supervised(Sample sample) => sample.Answer.Messages.Count > 0 || sample.Prompt.Messages.Count > 0
        ? Write(sample, sample.Answer).Select(text => Tokens(text, endsWithToken: false, keepsAnswer: false))
        : [Tokens(Plain(sample, sample.Answer), endsWithToken: true, keepsAnswer: false)];

    private EncodedText Answer(Sample sample, Turns answer)
    {
        if (answer.Messages.Count == 0 && sample.Prompt.Messages.Count == 0)
            return Tokens(Plain(sample, answer), endsWithToken: true, keepsAnswer: true);
        var texts = Write(sample, answer);
        return texts.Count == 1 ? Tokens(texts[0], endsWithToken: false, keepsAnswer: true)
            : throw Refuse(
                "The model's chat template cannot write its answer of several turns as one text; give the last turn only.");
    }

    private EncodedText Question(Sample sample) => Unlearnt(
        sample.Prompt.Text ?? Writer.WritePrompt(sample.Prompt.Messages, sample.Tools, sample.EnablesThinking), keepsAnswer: true);

    private IEnumerable<EncodedText> Sentences(Sample sample)
    {
        Turns?[] parts = [sample.Prompt, sample.Answer, sample.Rejected];
        return parts.OfType<Turns>().Select(part => Unlearnt(part.Text ?? "", keepsAnswer: false));
    }

    private EncodedText Unlearnt(string text, bool keepsAnswer)
    {
        List<int> tokens = [.. tokenizer.Encode(text)];
        return tokens.Count > 0 ? Cut(tokens, [.. new bool[tokens.Count]], keepsAnswer)
            : throw Refuse("It has an empty text; write one, or leave the row out.");
    }

    private static IReadOnlyList<Segment> Plain(Sample sample, Turns answer) =>
        [new Segment(sample.Prompt.Text ?? "", IsLearnt: false), new Segment(answer.Text ?? "", IsLearnt: true)];

    private IReadOnlyList<IReadOnlyList<Segment>> Write(Sample sample, Turns answer)
    {
        var prompt = Messages(sample.Prompt, "user");
        return Writer.Write([.. prompt, .. Messages(answer, "assistant")], sample.Tools, sample.EnablesThinking, prompt.Count);
    }

    private ConversationWriter Writer => writer ?? throw new EngineException(EngineFailure.InvalidInput,
        "The model has no chat template, so messages cannot be written; give one with chat_template, or columns with texts.");

    private static IReadOnlyList<JsonElement> Messages(Turns turns, string role) => string.IsNullOrEmpty(turns.Text) ? turns.Messages
        : [JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["role"] = role, ["content"] = turns.Text })];

    private EncodedText Tokens(IReadOnlyList<Segment> segments, bool endsWithToken, bool keepsAnswer)
    {
        var tokens = new List<int>();
        var learnt = new List<bool>();
        foreach (var segment in segments)
        {
            // Each by itself, as the model meets them: a prompt is read as a whole before the first token of the answer is written.
            var part = tokenizer.Encode(segment.Text, continues: tokens.Count > 0);
            tokens.AddRange(part);
            learnt.AddRange(Enumerable.Repeat(segment.IsLearnt, part.Count));
        }
        if (endsWithToken && tokenizer.End is { } end)
        {
            tokens.Add(end);
            learnt.Add(true);
        }
        var text = Cut(tokens, learnt, keepsAnswer);
        return text.LearntCount > 0 ? text : throw Refuse(tokens.Count > longest
            ? $"Nothing to learn is left of its {tokens.Count:N0} tokens within the longest text of {longest:N0}; "
                + "shorten it or raise max_seq_length."
            : "There is nothing to learn; write an answer, or leave the row out.");
    }

    private EncodedText Cut(List<int> tokens, List<bool> learnt, bool keepsAnswer)
    {
        var begin = 0;
        if (tokenizer is { AddsBegin: true, Begin: { } token })
        {
            begin = 1;
            // Some chat templates write it themselves.
            if (tokens.Count == 0 || tokens[0] != token)
            {
                tokens.Insert(0, token);
                learnt.Insert(0, false);
            }
        }
        var excess = tokens.Count - longest;
        if (excess > 0)
        {
            CutTexts++;
            if (keepsAnswer)
            {
                var prompt = learnt.IndexOf(true) is var first && first < 0 ? tokens.Count : first;
                var taken = Math.Clamp(prompt - begin, 0, excess);
                tokens.RemoveRange(begin, taken);
                learnt.RemoveRange(begin, taken);
            }
            tokens = [.. tokens.Take(longest)];
            learnt = [.. learnt.Take(longest)];
        }
        if (learnt.Count > 0)
            learnt[0] = false;
        return new EncodedText([.. tokens], [.. learnt]);
    }

    private static EngineException Refuse(string sentence) => new(EngineFailure.InvalidInput, sentence);
}
