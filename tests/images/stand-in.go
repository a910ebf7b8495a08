// Stands in for a client that this machine has no program of, in tests of images: it answers HTTP where a client would and
// stops on the signal that it is given. It shows that an image is laid out as it should be, and nothing about the client.
package main

import (
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	fmt.Println("a stand-in, no client:", os.Args[0])
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	go http.ListenAndServe("127.0.0.1:8545", http.NotFoundHandler())
	fmt.Println("stopped by", <-stop)
}
