using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Store.Tests.Durability;

/// <summary>Another process that has a namespace in a folder open, spoken to through its input and output.</summary>
internal sealed class StoreChild : IDisposable
{
    private readonly Process _process;
    private readonly BufferedStream _input;
    private readonly BufferedStream _output;

    public StoreChild(string folder, Requests.Durability durability, long snapshotBytes)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { Executable, folder, durability.ToString(), snapshotBytes.ToString(CultureInfo.InvariantCulture) },
            // It lives for a second or less.
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcServer"] = "0" },
        };
        _process = Process.Start(start)!;
        _input = new BufferedStream(_process.StandardInput.BaseStream);
        _output = new BufferedStream(_process.StandardOutput.BaseStream);
    }

    // Built beside this one, in the same configuration.
    private static string Executable { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Store.Tests"), Path.Combine("tests", "StoreChild"), StringComparison.Ordinal),
        "LocalAI.Plugins.Store.Child.dll");

    /// <summary>Sends a call; <see cref="Answer"/> reads what comes of it, in the order of the calls.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public void Send(IMessage request)
    {
        _input.WriteByte((byte)(request switch
        {
            StoresSetOptions => 'S',
            StoresDeleteOptions => 'D',
            StoresGetOptions => 'G',
            _ => 'F',
        }));
        request.WriteDelimitedTo(_input);
        _input.Flush();
    }

    /// <summary>Reads an answer; null when the process is gone.</summary>
    public T? Answer<T>(MessageParser<T> parser) where T : class, IMessage<T>
    {
        try
        {
            var status = _output.ReadByte();
            if (status < 0)
                return null;
            if (status == 1)
                throw new InvalidOperationException(Result.Parser.ParseDelimitedFrom(_output).Message);
            return parser.ParseDelimitedFrom(_output);
        }
        catch (InvalidProtocolBufferException)
        {
            // Killed while it wrote.
            return null;
        }
    }

    /// <summary>Waits until the namespace is loaded.</summary>
    /// <exception cref="InvalidOperationException">It was refused, with this message.</exception>
    public void WaitUntilReady() => Assert.NotNull(Answer(Result.Parser));

    /// <summary>Ends it as kill -9 does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Lets it close the namespace and end.</summary>
    public void End()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        Assert.Equal(0, _process.ExitCode);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
