using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Store.Tests;

/// <summary>What every kind of namespace must do, wherever it is kept.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private IAsyncDisposable? _model;

    private protected IVectorStore Store { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Store = await OpenAsync();
        _model = Store as IAsyncDisposable;
    }

    public async ValueTask DisposeAsync()
    {
        if (_model is not null)
            await _model.DisposeAsync();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A new, empty namespace.</summary>
    private protected abstract Task<IVectorStore> OpenAsync();

    private protected virtual Task CloseAsync() => Task.CompletedTask;

    [Fact]
    public async Task Sets_and_gets_one_key()
    {
        var result = await Store.StoresSetAsync(Vectors.Set(([0.1f, 0.2f, 0.3f], "one")), Token);

        Assert.True(result.Success);
        var got = await Store.StoresGetAsync(Vectors.Get([0.1f, 0.2f, 0.3f]), Token);
        Assert.Equal([0.1f, 0.2f, 0.3f], Assert.Single(got.Keys).Floats);
        Assert.Equal("one", Assert.Single(got.Values).Bytes.ToStringUtf8());
    }

    [Fact]
    public async Task Gets_what_is_there_once_and_in_sorted_order()
    {
        await Store.StoresSetAsync(Vectors.Set(([2, 0], "c"), ([1, 5], "b"), ([1, -5], "a")), Token);

        var got = await Store.StoresGetAsync(Vectors.Get([2, 0], [1, -5], [9, 9], [2, 0], [1, 5]), Token);

        Assert.Equal(["a", "b", "c"], got.Values.Select(value => value.Bytes.ToStringUtf8()));
        Assert.Equal([-5f, 5f, 0f], got.Keys.Select(key => key.Floats[1]));
    }

    [Fact]
    public async Task Setting_a_key_again_replaces_its_value()
    {
        await Store.StoresSetAsync(Vectors.Set(([1, 0], "old"), ([0, 1], "other")), Token);
        await Store.StoresSetAsync(Vectors.Set(([1, 0], "new")), Token);

        Assert.Equal("new", Assert.Single((await Store.StoresGetAsync(Vectors.Get([1, 0]), Token)).Values).Bytes.ToStringUtf8());
        Assert.Equal(2, (await Store.StoresFindAsync(Vectors.Find(10, 1, 0), Token)).Keys.Count);
    }

    [Fact]
    public async Task Minus_zero_is_zero_in_a_key()
    {
        await Store.StoresSetAsync(Vectors.Set(([0f, 1f], "zero")), Token);
        await Store.StoresSetAsync(Vectors.Set(([-0f, 1f], "minus zero")), Token);

        var found = await Store.StoresFindAsync(Vectors.Find(10, 0, 1), Token);
        Assert.Equal("minus zero", Assert.Single(found.Values).Bytes.ToStringUtf8());
        Assert.Single((await Store.StoresGetAsync(Vectors.Get([-0f, 1f], [0f, 1f]), Token)).Keys);
    }

    [Fact]
    public async Task Keys_come_back_bit_for_bit()
    {
        float[] key = [float.Epsilon, float.MaxValue, 1f / 3, -7.0000005f, float.MinValue, 1e-30f];
        await Store.StoresSetAsync(Vectors.Set((key, "v")), Token);

        var got = await Store.StoresGetAsync(Vectors.Get(key), Token);
        var found = await Store.StoresFindAsync(Vectors.Find(1, key), Token);

        Assert.Equal(key.Select(BitConverter.SingleToInt32Bits), got.Keys[0].Floats.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(key.Select(BitConverter.SingleToInt32Bits), found.Keys[0].Floats.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(1f, found.Similarities[0]);
    }

    [Fact]
    public async Task Values_are_any_bytes_and_may_be_empty()
    {
        var request = Vectors.Set(([1f], ""), ([2f], "x"));
        request.Values[1].Bytes = Google.Protobuf.ByteString.CopyFrom(0, 255, 128, 0);
        await Store.StoresSetAsync(request, Token);

        var got = await Store.StoresGetAsync(Vectors.Get([1f], [2f]), Token);

        Assert.True(got.Values[0].Bytes.IsEmpty);
        Assert.Equal([0, 255, 128, 0], got.Values[1].Bytes.ToByteArray());
    }

    [Fact]
    public async Task Deletes_what_is_there_and_leaves_the_rest()
    {
        await Store.StoresSetAsync(Vectors.Set(([1, 0, 0], "a"), ([0, 1, 0], "b"), ([0, 0, 1], "c")), Token);

        var result = await Store.StoresDeleteAsync(Vectors.Delete([1, 0, 0], [0, 0, 1], [5, 5, 5], [1, 0, 0]), Token);

        Assert.True(result.Success);
        Assert.Empty((await Store.StoresGetAsync(Vectors.Get([1, 0, 0], [0, 0, 1]), Token)).Keys);
        Assert.Equal("b", Assert.Single((await Store.StoresFindAsync(Vectors.Find(9, 0, 1, 0), Token)).Values).Bytes.ToStringUtf8());
    }

    [Fact]
    public async Task The_dimension_reopens_when_the_last_key_is_deleted()
    {
        await Store.StoresSetAsync(Vectors.Set(([1, 0, 0], "a"), ([0, 1, 0], "b")), Token);
        await Store.StoresDeleteAsync(Vectors.Delete([1, 0, 0]), Token);
        await RefusedAsync(EngineFailure.InvalidInput, "3", () => Store.StoresSetAsync(Vectors.Set(([1, 0], "two")), Token));
        await Store.StoresDeleteAsync(Vectors.Delete([0, 1, 0]), Token);

        await Store.StoresSetAsync(Vectors.Set(([1, 0], "two")), Token);

        var found = await Store.StoresFindAsync(Vectors.Find(5, 1, 0), Token);
        Assert.Equal(1f, Assert.Single(found.Similarities));
    }

    [Fact]
    public async Task An_empty_store_answers_with_nothing_whatever_the_dimension()
    {
        Assert.Empty((await Store.StoresGetAsync(Vectors.Get([1, 2, 3]), Token)).Keys);
        Assert.Empty((await Store.StoresFindAsync(Vectors.Find(3, 1, 2), Token)).Keys);
        Assert.True((await Store.StoresDeleteAsync(Vectors.Delete([1, 2]), Token)).Success);
        Assert.Empty((await Store.StoresGetAsync(new StoresGetOptions(), Token)).Keys);
    }

    [Fact]
    public async Task Unit_axes_have_the_similarities_1_0_0_and_minus_1()
    {
        await Store.StoresSetAsync(Vectors.Set(([1, 0, 0], "x"), ([0, 1, 0], "y"), ([0, 0, 1], "z"), ([-1, 0, 0], "-x")), Token);

        var found = await Store.StoresFindAsync(Vectors.Find(4, 1, 0, 0), Token);

        Assert.Equal([1f, 0f, 0f, -1f], found.Similarities);
        // Equals come in the order of their keys.
        Assert.Equal(["x", "z", "y", "-x"], found.Values.Select(value => value.Bytes.ToStringUtf8()));
    }

    [Fact]
    public async Task Vectors_of_any_length_are_compared_by_their_directions()
    {
        await Store.StoresSetAsync(Vectors.Set(([1, 0, 1], "a"), ([0, 2, 0], "b"), ([0, 0, -1], "c"), ([-1, 0, -1], "d")), Token);

        var found = await Store.StoresFindAsync(Vectors.Find(4, 1, 0, 1), Token);

        Assert.Equal(1f, found.Similarities[0], 4);
        Assert.Equal(0f, found.Similarities[1], 4);
        Assert.Equal(-0.7071f, found.Similarities[2], 4);
        Assert.Equal(-1f, found.Similarities[3], 4);
    }

    [Fact]
    public async Task The_nearest_of_keys_that_are_not_normalised()
    {
        await Store.StoresSetAsync(
            Vectors.Set(([0.5f, 0.5f, 0.5f], "1"), ([0.6f, 0.6f, -0.6f], "2"), ([0.7f, -0.7f, -0.7f], "3")), Token);

        var found = await Store.StoresFindAsync(Vectors.Find(2, 0.1f, 0.3f, 0.5f), Token);

        Assert.Equal(["1", "2"], found.Values.Select(value => value.Bytes.ToStringUtf8()));
    }

    [Fact]
    public async Task Arccosines_obey_the_triangle_inequality()
    {
        var random = new Random(7);
        var keys = Enumerable.Range(0, 20).Select(_ => Vectors.Normal(random, 768)).ToArray();
        await Store.StoresSetAsync(Vectors.Set([.. keys.Select((key, i) => (key, $"{i}"))]), Token);

        var angles = new double[keys.Length, keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var found = await Store.StoresFindAsync(Vectors.Find(keys.Length, keys[i]), Token);
            for (var j = 0; j < keys.Length; j++)
                angles[i, int.Parse(found.Values[j].Bytes.ToStringUtf8())] = Math.Acos(found.Similarities[j]);
        }

        for (var i = 0; i < keys.Length; i++)
        {
            for (var j = 0; j < keys.Length; j++)
            {
                for (var k = 0; k < keys.Length; k++)
                    Assert.True(angles[i, k] <= angles[i, j] + angles[j, k] + 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(int.MaxValue)]
    public async Task Finds_what_a_comparison_of_all_finds(int topK)
    {
        var random = new Random(topK);
        var keys = Enumerable.Range(0, 100).Select(_ => Vectors.Normal(random, 33)).ToArray();
        await Store.StoresSetAsync(Vectors.Set([.. keys.Select((key, i) => (key, $"{i}"))]), Token);
        var query = Vectors.Normal(random, 33);

        var found = await Store.StoresFindAsync(Vectors.Find(topK, query), Token);

        var expected = Oracle.Find(keys, query, topK);
        Assert.Equal(expected.Select(row => row.Key), found.Keys.Select(key => key.Floats.ToArray()));
        Assert.Equal(expected.Select(row => row.Similarity), found.Similarities, (a, b) => MathF.Abs(a - b) <= 1e-7f);
    }

    [Fact]
    public async Task A_vector_without_length_is_similar_to_nothing()
    {
        await Store.StoresSetAsync(Vectors.Set(([0, 0], "zero"), ([-1, 0], "back"), ([3, 0], "ahead")), Token);

        Assert.Equal([1f, 0f, -1f], (await Store.StoresFindAsync(Vectors.Find(3, 1, 0), Token)).Similarities);
        Assert.Equal([0f, 0f, 0f], (await Store.StoresFindAsync(Vectors.Find(3, 0, 0), Token)).Similarities);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public Task TopK_below_1_is_refused(int topK) =>
        RefusedAsync(EngineFailure.InvalidInput, $"TopK is {topK}", () => Store.StoresFindAsync(Vectors.Find(topK, 1, 0), Token));

    [Fact]
    public Task A_missing_query_is_refused() =>
        RefusedAsync(EngineFailure.InvalidInput, "Key is missing", () => Store.StoresFindAsync(new StoresFindOptions { TopK = 1 }, Token));

    [Fact]
    public async Task What_is_wrong_with_a_set_is_said_and_nothing_is_stored()
    {
        var large = new float[100_000];
        (string Words, StoresSetOptions Request)[] cases =
        [
            ("Keys is empty", new StoresSetOptions()),
            ("1 keys and 2 values", Vectors.Set(([1, 0], "a"))),
            ("Keys[1] has 3 numbers and Keys[0] has 2", Vectors.Set(([1, 0], "a"), ([1, 0, 0], "b"))),
            ("Keys[0] is empty", Vectors.Set(([], "a"))),
            ("Keys[0] has 100000 numbers", Vectors.Set((large, "a"))),
            ("Keys[1][0] is NaN", Vectors.Set(([1, 0], "a"), ([float.NaN, 0], "b"))),
            ("Keys[0][1] is -Infinity", Vectors.Set(([1, float.NegativeInfinity], "a"))),
            ("Keys[2] is the same key as Keys[0]", Vectors.Set(([1, 0], "a"), ([0, 1], "b"), ([1, 0], "c"))),
        ];
        cases[1].Request.Values.Add(Vectors.Value("b"));

        foreach (var (words, request) in cases)
            await RefusedAsync(EngineFailure.InvalidInput, words, () => Store.StoresSetAsync(request, Token));

        // Not even the dimension was taken.
        Assert.Empty((await Store.StoresFindAsync(Vectors.Find(1, 1, 2, 3, 4), Token)).Keys);
        await Store.StoresSetAsync(Vectors.Set(([1, 2, 3, 4], "four")), Token);
    }

    [Fact]
    public async Task A_refused_set_changes_nothing_of_what_is_there()
    {
        await Store.StoresSetAsync(Vectors.Set(([1, 0], "a")), Token);

        await RefusedAsync(EngineFailure.InvalidInput, "NaN",
            () => Store.StoresSetAsync(Vectors.Set(([1, 0], "changed"), ([5, 5], "new"), ([float.NaN, 1], "bad")), Token));
        await RefusedAsync(EngineFailure.InvalidInput, "3 numbers and the store's keys have 2",
            () => Store.StoresSetAsync(Vectors.Set(([1, 0], "changed"), ([5, 5, 5], "new")), Token));

        var found = await Store.StoresFindAsync(Vectors.Find(9, 1, 0), Token);
        Assert.Equal("a", Assert.Single(found.Values).Bytes.ToStringUtf8());
    }

    [Fact]
    public async Task Vectors_of_another_length_are_refused_everywhere()
    {
        await Store.StoresSetAsync(Vectors.Set(([1, 0], "a")), Token);

        await RefusedAsync(EngineFailure.InvalidInput, "Keys[0] has 3", () => Store.StoresGetAsync(Vectors.Get([1, 0, 0]), Token));
        await RefusedAsync(EngineFailure.InvalidInput, "Keys[1] has 1", () => Store.StoresDeleteAsync(Vectors.Delete([1, 0], [1]), Token));
        await RefusedAsync(EngineFailure.InvalidInput, "Key has 3", () => Store.StoresFindAsync(Vectors.Find(1, 1, 0, 0), Token));
        await RefusedAsync(EngineFailure.InvalidInput, "Keys is empty", () => Store.StoresDeleteAsync(new StoresDeleteOptions(), Token));
        await RefusedAsync(EngineFailure.InvalidInput, "Key[1] is NaN", () => Store.StoresFindAsync(Vectors.Find(1, 1, float.NaN), Token));

        Assert.Single((await Store.StoresGetAsync(Vectors.Get([1, 0]), Token)).Keys);
    }

    private static async Task RefusedAsync(EngineFailure failure, string words, Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<EngineException>(call);
        Assert.Equal(failure, exception.Failure);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }
}
