namespace WorkerPool.Workers;

/// <summary>One file to checksum. Whoever waits for a job that nobody runs any more sees it cancelled.</summary>
internal sealed class Job(string path)
{
    private readonly TaskCompletionSource<string> _answer = new();

    ~Job() => _answer.TrySetCanceled();

    public Task<string> Answer => _answer.Task;

    public void RunOn(WorkerProcess worker)
    {
        try
        {
            _answer.SetResult(worker.Ask(path));
        }
        catch (IOException e)
        {
            _answer.SetException(e);
        }
    }
}
