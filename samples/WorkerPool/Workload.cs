namespace WorkerPool;

/// <summary>A folder of files to checksum, gone when the run ends. One file in eight is missing, as files are.</summary>
internal sealed class Workload : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("WorkerPool-");

    public Workload(int files)
    {
        Paths = [.. Enumerable.Range(0, files).Select(i => Path.Combine(_folder.FullName, $"{i:00}.bin"))];
        for (var i = 0; i < files; i++)
        {
            if (i % 8 != 7)
            {
                File.WriteAllBytes(Paths[i], Content(seed: i));
            }
        }
    }

    public string Folder => _folder.FullName;

    public string[] Paths { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Content(int seed)
    {
        var content = new byte[100_000];
        new Random(seed).NextBytes(content);
        return content;
    }
}
