using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Tokens;

namespace LocalAI.Plugins.Trainer.Tests.Tokens;

public sealed class BpeTrainerTests
{
    private static readonly string[] Special = ["<|im_start|>", "<|im_end|>"];

    [Fact]
    public void Joins_the_pairs_that_counting_all_again_each_time_would_join()
    {
        string[] texts = [.. SmallTexts.Sentences(60)];

        var vocabulary = Train(texts, 400);

        Assert.Equal(NaiveMerges(texts, 400 - 256 - Special.Length), vocabulary.Merges);
        Assert.Equal(400, vocabulary.Texts.Count);
        Assert.Equal(Special, vocabulary.Texts.TakeLast(2));
    }

    [Fact]
    public void Every_text_comes_back_from_its_tokens()
    {
        var tokenizer = new BytePairTokenizer(Train(SmallTexts.Sentences(200), 500));

        Assert.All(
            SmallTexts.Awkward.Concat(SmallTexts.Random(300)),
            text => Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text), showsSpecial: true)));
    }

    [Fact]
    public void A_text_like_those_learnt_from_needs_fewer_tokens_the_more_there_are()
    {
        string[] texts = [.. SmallTexts.Sentences(200)];
        var lengths = new[] { 258, 320, 500 }.Select(size => new BytePairTokenizer(Train(texts, size)).Encode(texts[3]).Count).ToArray();

        Assert.Equal(lengths.OrderDescending(), lengths);
        Assert.True(lengths[2] * 2 < lengths[0]);
    }

    [Fact]
    public void Nothing_is_learnt_from_special_tokens_and_they_are_one_token_each()
    {
        var vocabulary = Train(Enumerable.Repeat("<|im_start|>ab<|im_end|>", 50), 300);
        var tokenizer = new BytePairTokenizer(vocabulary);

        Assert.Equal(["a b"], vocabulary.Merges);
        Assert.Equal([257, 256, 258], tokenizer.Encode("<|im_start|>ab<|im_end|>"));
        Assert.Equal("ab", tokenizer.Decode([257, 256, 258], showsSpecial: false));
    }

    [Fact]
    public void A_size_without_room_for_the_bytes_is_refused()
    {
        var refusal = Assert.Throws<EngineException>(() => Train(["a"], 257));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("257", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_when_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => BpeTrainer.Train(["a b"], 300, [], cancellation.Token));
    }

    private static Vocabulary Train(IEnumerable<string> texts, int size) =>
        BpeTrainer.Train(texts, size, Special, TestContext.Current.CancellationToken);

    private static List<string> NaiveMerges(string[] texts, int count)
    {
        var cutter = WordCutter.Find("qwen2")!;
        var words = new List<List<int>>();
        foreach (var part in texts.SelectMany(text => text.Split(Special, StringSplitOptions.RemoveEmptyEntries)))
        {
            var start = 0;
            foreach (var length in cutter.Cut(part))
            {
                words.Add([.. Encoding.UTF8.GetBytes(part, start, length)]);
                start += length;
            }
        }
        var names = Enumerable.Range(0, 256).Select(value => ByteLetters.Of((byte)value).ToString()).ToList();
        var merges = new List<string>();
        while (merges.Count < count)
        {
            var best = words.SelectMany(word => word.Zip(word.Skip(1))).GroupBy(pair => pair)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First();
            if (best.Count() < 2)
                break;
            var (left, right) = best.Key;
            merges.Add($"{names[left]} {names[right]}");
            names.Add(names[left] + names[right]);
            foreach (var word in words)
            {
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if (word[i] == left && word[i + 1] == right)
                    {
                        word[i] = names.Count - 1;
                        word.RemoveAt(i + 1);
                    }
                }
            }
        }
        return merges;
    }
}
