using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAI.Plugins.Forge.Grammar;
using LocalAI.Plugins.Forge.Pairs;

namespace LocalAI.Plugins.Forge.Tests.Pairs;

public sealed partial class PairWriterTests
{
    private const ulong Seed = 11;

    private static readonly string[] Little =
    [
        "the", "a", "an", "in", "of", "to", "at", "on", "and", "is", "was", "it", "i", "my", "by", "with", "has", "had", "from", "for",
    ];

    [Fact]
    public void Every_statement_of_a_frame_has_all_its_slots_and_every_question_only_such()
    {
        Assert.All(Contents.Domains.SelectMany(frames => frames), frame =>
        {
            Assert.All(
                frame.Statements.Trained.Concat(frame.Statements.HeldOut), phrase => Assert.Equal(frame.Slots, Frame.SlotsOf(phrase)));
            Assert.All(frame.Questions.Trained.Concat(frame.Questions.HeldOut), phrase =>
            {
                Assert.NotEmpty(Frame.SlotsOf(phrase));
                Assert.Subset(frame.Slots.ToHashSet(), Frame.SlotsOf(phrase).ToHashSet());
            });
            Assert.Empty(frame.Statements.Trained.Intersect(frame.Statements.HeldOut));
            Assert.InRange(frame.Statements.Trained.Count, 4, 9);
        });
        Assert.Distinct(Contents.Domains.SelectMany(frames => frames).Select(frame => frame.Name));
    }

    [Fact]
    public void A_content_is_held_out_from_all_sentences_of_training()
    {
        var trained = Sentences(isHeldOut: false, 30_000).SelectMany(row => Texts(row)).ToHashSet();

        var heldOut = Sentences(isHeldOut: true, 200).Select(row => ((string)row["anchor"]!, (string)row["positive"]!)).ToList();

        Assert.DoesNotContain(heldOut, pair => trained.Contains(pair.Item1) || trained.Contains(pair.Item2));
        Assert.True(heldOut.Distinct().Count() > 190, "held-out pairs repeat");
    }

    [Fact]
    public void The_wrong_sentence_shares_words_with_the_right_one_where_it_should()
    {
        foreach (var likeness in Enum.GetValues<Likeness>())
        {
            var shared = Enumerable.Range(0, 500).Average(i =>
            {
                var row = new PairWriter(new Dice(Seed, (ulong)i), isHeldOut: true).Embedding(likeness);
                return Words(row, "anchor").Intersect(Words(row, "negative")).Any() ? 1.0 : 0.0;
            });
            Assert.InRange(shared, likeness == Likeness.Unrelated ? 0 : 0.6, likeness == Likeness.Unrelated ? 0.3 : 1);
        }
    }

    [Fact]
    public void A_pair_is_said_in_two_ways_and_the_wrong_sentence_says_something_else()
    {
        foreach (var row in Sentences(isHeldOut: false, 5000).Concat(Sentences(isHeldOut: true, 1000)))
        {
            Assert.NotEqual((string)row["anchor"]!, (string)row["positive"]!);
            Assert.NotEqual((string)row["negative"]!, (string)row["positive"]!);
            Assert.NotEqual((string)row["negative"]!, (string)row["anchor"]!);
        }
    }

    [Fact]
    public void Sentences_are_written_without_slips()
    {
        for (var i = 0; i < 6000; i++)
        {
            var dice = new Dice(Seed, (ulong)i);
            var writer = new PairWriter(dice, isHeldOut: i % 3 == 0);
            var row = i % 2 == 0 ? writer.Embedding(PairWriter.AnyLikeness(dice)) : writer.Ranking(PairWriter.AnyLikeness(dice));
            foreach (var text in Texts(row))
                Assert.False(Slip().IsMatch(text), text);
            Assert.All(Texts(row).Skip(i % 2), text => Assert.Matches("^[A-Z].*[.?]$", text));
        }
    }

    [Fact]
    public void What_a_reranker_must_reject_differs_in_something_that_the_query_names()
    {
        for (var i = 0; i < 2000; i++)
        {
            var row = new PairWriter(new Dice(Seed, (ulong)i), isHeldOut: false).Ranking(Likeness.Close);

            Assert.NotEqual((string)row["chosen"]!, (string)row["rejected"]!);
            // A query that names one thing: the wrong document does not name that thing.
            if ((string)row["prompt"]! is var prompt && Feeds().Match(prompt) is { Success: true } match)
                Assert.DoesNotContain(match.Groups[1].Value, (string)row["rejected"]!, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<JsonObject> Sentences(bool isHeldOut, int count) => Enumerable.Range(0, count).Select(i =>
    {
        var dice = new Dice(Seed, (ulong)i);
        return new PairWriter(dice, isHeldOut).Embedding(PairWriter.AnyLikeness(dice));
    });

    private static IEnumerable<string> Texts(JsonObject row) =>
        row.Where(column => column.Key != "kind").Select(column => (string)column.Value!);

    private static IEnumerable<string> Words(JsonObject row, string column) =>
        ((string)row[column]!).ToLowerInvariant().Split([' ', '.', ',', '?'], StringSplitOptions.RemoveEmptyEntries).Except(Little);

    [GeneratedRegex(@"[\[\]{}|]|  | [.,?]|[.,?][A-Za-z]|\b[Aa] [aeioAEIO]|\b[Aa]n [^aeiouAEIOU]|\b(\w+) \1\b|[.,?]{2}")]
    private static partial Regex Slip();

    [GeneratedRegex(@"^Who feeds (the \w+)\?$")]
    private static partial Regex Feeds();
}
