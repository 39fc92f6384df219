using Google.Protobuf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Store.Tests.Durability;

/// <summary>The lives of one folder: in each, a process does random calls until it is killed or asked to end.</summary>
internal sealed class ModelRun(int seed, Folder folder, Requests.Durability durability)
{
    private readonly Random _random = new(seed);
    // What the store has for sure, and the changes that were sent and not answered.
    private readonly Model _model = new();
    private readonly Queue<IMessage> _inFlight = new();

    /// <summary>Keys in all calls.</summary>
    public int KeyOperations { get; private set; }

    /// <summary>Calls that were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Keys that were found.</summary>
    public int Hits { get; private set; }

    /// <summary>How often the process was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Calls that were in flight then.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Those of them whose changes were there in the next life.</summary>
    public int Survived { get; private set; }

    public override string ToString() =>
        $"{KeyOperations} keys, {Answered} calls answered, {Hits} keys found, {Kills} kills with {Unanswered} calls in flight, "
        + $"of which {Survived} were there";

    /// <summary>Starts a process, checks what it has, and works with it until its end.</summary>
    public void Life(int mostInFlight)
    {
        var random = new Random(_random.Next());
        var calls = new RandomCalls(random);
        using var child = new StoreChild(folder.Path, durability, snapshotBytes: 200_000);
        child.WaitUntilReady();
        Settle(child);
        var rounds = 5 + random.Next(45);
        var isKilled = random.Next(5) > 0;
        // The moment of the kill is not the seed's: it falls into whatever happens then.
        using var killer = new Timer(_ => child.Kill());
        for (var round = 0; isKilled || round < rounds; round++)
        {
            if (isKilled && round == rounds)
                killer.Change(random.Next(20), Timeout.Infinite);
            if (Writes(child, calls, 1 + random.Next(mostInFlight)) && Reads(child, calls, random))
                continue;
            Kills++;
            Unanswered += _inFlight.Count;
            return;
        }
        child.End();
    }

    // Many writes at once, so that flushes are shared, and a kill leaves some unanswered.
    private bool Writes(StoreChild child, RandomCalls calls, int count)
    {
        var next = _model.Copy();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var write = calls.Write(next);
                next.Do(write);
                KeyOperations += write is StoresSetOptions set ? set.Keys.Count : ((StoresDeleteOptions)write).Keys.Count;
                _inFlight.Enqueue(write);
                child.Send(write);
            }
        }
        catch (IOException)
        {
            // Killed; what was answered before counts.
        }
        while (_inFlight.Count > 0)
        {
            if (child.Answer(Result.Parser) is not { } answer)
                return false;
            Assert.True(answer.Success);
            _model.Do(_inFlight.Dequeue());
            Answered++;
        }
        return true;
    }

    private bool Reads(StoreChild child, RandomCalls calls, Random random)
    {
        try
        {
            return random.Next(2) == 0 ? Get(child, calls.Get(_model)) : Find(child, calls.Find(_model));
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool Get(StoreChild child, StoresGetOptions request)
    {
        KeyOperations += request.Keys.Count;
        child.Send(request);
        if (child.Answer(StoresGetResult.Parser) is not { } got)
            return false;
        var expected = request.Keys.Select(key => key.Floats.ToArray()).Where(_model.Has).Order(Comparer<float[]>.Create(Oracle.Compare));
        Assert.Equal(expected, got.Keys.Select(key => key.Floats.ToArray()));
        Check(got.Keys, got.Values);
        return true;
    }

    private bool Find(StoreChild child, StoresFindOptions request)
    {
        KeyOperations++;
        child.Send(request);
        if (child.Answer(StoresFindResult.Parser) is not { } found)
            return false;
        Assert.Equal(
            Oracle.Find(_model.Keys, [.. request.Key.Floats], request.TopK).Select(row => row.Similarity), found.Similarities,
            (a, b) => MathF.Abs(a - b) <= 1e-6f);
        Check(found.Keys, found.Values);
        return true;
    }

    private void Check(IEnumerable<StoresKey> keys, IEnumerable<StoresValue> values)
    {
        foreach (var (key, value) in keys.Zip(values))
        {
            Assert.Equal(_model[key.Floats], value.Bytes);
            Hits++;
        }
    }

    // Each call that was in flight is there or not, whole, and none is without those before it.
    private void Settle(StoreChild child)
    {
        var rows = All(child);
        while (!_model.IsSame(rows))
        {
            Assert.True(_inFlight.Count > 0, $"seed {seed}: the store has {rows.Count} rows that no number of calls explains; {this}");
            _model.Do(_inFlight.Dequeue());
            Survived++;
        }
        _inFlight.Clear();
    }

    private Dictionary<string, ByteString> All(StoreChild child)
    {
        // Whichever dimension the keys have, if there are any.
        foreach (var dimension in Enumerable.Range(1, 12))
        {
            child.Send(Vectors.Find(int.MaxValue, [.. Enumerable.Repeat(1f, dimension)]));
            try
            {
                var found = child.Answer(StoresFindResult.Parser)!;
                return found.Keys.Zip(found.Values).ToDictionary(row => Model.Name(row.First.Floats), row => row.Second.Bytes);
            }
            catch (InvalidOperationException)
            {
                // Another one.
            }
        }
        throw new InvalidOperationException($"seed {seed}: no dimension fits.");
    }
}
