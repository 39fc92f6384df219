using System.Globalization;
using System.Threading.Channels;
using Google.Protobuf;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store;
using LocalAI.Plugins.Store.Durability;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;
using Microsoft.Extensions.Logging.Abstractions;

// A process that tests kill: it keeps the namespace in a folder and does what its input says, one byte and a message a call. Each
// call is begun when it is read, and answered in order: a byte, 0 for done and 1 for refused, and a message.
var settings = new StoreSettings
{
    Name = "test",
    Folder = args[0],
    Durability = Enum.Parse<Durability>(args[1]),
    FlushInterval = TimeSpan.FromMilliseconds(20),
};
var traits = new FolderTraits { SnapshotBytes = long.Parse(args[2], CultureInfo.InvariantCulture) };
await using var input = Console.OpenStandardInput();
await using var output = Console.OpenStandardOutput();
MemoryNamespace space;
try
{
    space = await MemoryNamespace.OpenAsync(settings, NullLogger.Instance, traits, CancellationToken.None);
}
catch (EngineException e)
{
    Answer(1, new Result { Message = e.Message });
    return 1;
}
using var meters = new StoreMeters();
await using var store = new StoreModel(settings, new NamespaceLease(space, space.DisposeAsync), meters);
Answer(0, new Result { Success = true });
var calls = Channel.CreateUnbounded<Task<IMessage>>();
var answers = AnswerAllAsync();
while (input.ReadByte() is >= 0 and var call)
{
    calls.Writer.TryWrite((char)call switch
    {
        'S' => Call(store.StoresSetAsync(StoresSetOptions.Parser.ParseDelimitedFrom(input), CancellationToken.None)),
        'D' => Call(store.StoresDeleteAsync(StoresDeleteOptions.Parser.ParseDelimitedFrom(input), CancellationToken.None)),
        'G' => Call(store.StoresGetAsync(StoresGetOptions.Parser.ParseDelimitedFrom(input), CancellationToken.None)),
        _ => Call(store.StoresFindAsync(StoresFindOptions.Parser.ParseDelimitedFrom(input), CancellationToken.None)),
    });
}
calls.Writer.Complete();
await answers;
return 0;

static async Task<IMessage> Call<T>(Task<T> task) where T : IMessage => await task;

async Task AnswerAllAsync()
{
    await foreach (var call in calls.Reader.ReadAllAsync())
    {
        try
        {
            Answer(0, await call);
        }
        catch (EngineException e)
        {
            Answer(1, new Result { Message = e.Message });
        }
    }
}

void Answer(byte status, IMessage message)
{
    using var bytes = new MemoryStream();
    bytes.WriteByte(status);
    message.WriteDelimitedTo(bytes);
    output.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
    output.Flush();
}
